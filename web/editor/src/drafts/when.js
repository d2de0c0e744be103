// Moments as people say them.

const MINUTE = 60_000;

const time = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hour12: false });
const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });

/** Such as `just now`, `5 min ago`, `at 14:05` or `on 3 May, 14:05`. */
export function when(at, now = Date.now()) {
  const minutes = Math.floor((now - at) / MINUTE);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? `at ${time.format(at)}` : `on ${day.format(at)}`;
}
