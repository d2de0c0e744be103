// The element <laneway-timeline> for pages that show what a link of Laneway's holds:
//
//   <script type="module" src="https://laneway.example/laneway-timeline.js"></script>
//   <laneway-timeline link="https://laneway.example/#1.…" theme="dark"></laneway-timeline>
//
// Attributes, each of which can be changed later:
//
//   link    the link, or its part behind the #
//   theme   light, dark, or auto: as the reader's system is set (usual)
//   height  in pixels; without it the element is as high as what it shows
//   label   what the frame is called, for those who do not see it
//
// It wraps the page embed.html, which lies beside this file, in an <iframe>.

const VIEW = new URL("embed.html", import.meta.url);
/** Until the view says how high it is. */
const FIRST_HEIGHT = 240;

class LanewayTimeline extends HTMLElement {
  static observedAttributes = ["link", "theme", "height", "label"];

  #frame = document.createElement("iframe");
  #hear = (event) => this.#grow(event);

  constructor() {
    super();
    Object.assign(this.#frame.style, { display: "block", width: "100%", border: "0", height: `${FIRST_HEIGHT}px` });
    this.#frame.loading = "lazy";
    this.attachShadow({ mode: "open" }).append(this.#frame);
  }

  connectedCallback() {
    if (!this.style.display) this.style.display = "block";
    addEventListener("message", this.#hear);
    this.#show();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hear);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  /** Has the frame show what the attributes say. */
  #show() {
    const address = new URL(VIEW);
    const theme = this.getAttribute("theme");
    if (theme) address.searchParams.set("theme", theme);
    const link = (this.getAttribute("link") ?? "").trim();
    address.hash = link.slice(link.indexOf("#") + 1);
    this.#frame.title = this.getAttribute("label") || "A deployment timeline of Laneway";
    const height = Number(this.getAttribute("height"));
    if (height > 0) this.#frame.style.height = `${height}px`;
    if (this.#frame.src !== address.href) this.#frame.src = address.href;
  }

  /** Makes the frame as high as its view says that it is. */
  #grow({ source, origin, data }) {
    const isOwn = source === this.#frame.contentWindow && origin === VIEW.origin;
    if (isOwn && data?.lanewayHeight > 0 && !this.hasAttribute("height")) {
      this.#frame.style.height = `${Math.ceil(data.lanewayHeight)}px`;
    }
  }
}

if (!customElements.get("laneway-timeline")) customElements.define("laneway-timeline", LanewayTimeline);
