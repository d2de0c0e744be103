#![no_main]

laneway_fuzz::run!("simulation");
