// The texts as files.
import { save } from "../save.js";

/** Hands both texts to the browser as files; an empty scenario is none. */
export function saveAsFiles(name, { template, scenario }) {
  const bare = name.replace(/[\\/:*?"<>|\s]+/g, "-").replace(/^[-.]+|[-.]+$/g, "") || "draft";
  save(`${bare}.yaml`, template);
  if (scenario.trim() !== "") save(`${bare}.scenario.yaml`, scenario);
}
