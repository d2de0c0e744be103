// The pages about the codes of problems. They are published beside the page, and loaded when the
// first of them is asked for.
const ADDRESS = "./pages.json";

let loading = null;

/** Promises the page about `code`, or `undefined` if there is none; asked again after a failure. */
export async function pageOf(code) {
  loading ??= load();
  try {
    return (await loading).find((page) => page.code === code);
  } catch (error) {
    loading = null;
    throw error;
  }
}

async function load() {
  const response = await fetch(ADDRESS);
  if (!response.ok) throw new Error(`${ADDRESS}: ${response.status}`);
  return response.json();
}
