#![no_main]

laneway_fuzz::run!("wishes");
