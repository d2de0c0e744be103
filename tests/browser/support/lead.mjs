// The worker that leads forecasts, asked without its panel.

/**
 * Starts one, as `web/editor/src/line.js` does, and gives the page a function
 * `forecastJson(inputs, runs)`: a promise of what is saved as a file, or of null if all runs are the same
 * or there are none. One question at a time.
 */
export function startLead(page) {
  return page.evaluate(async () => {
    const answer = await fetch('./foresight-engine_bg.wasm');
    const module = await WebAssembly.compile(await answer.arrayBuffer());
    const lead = new Worker('./worker.js', { type: 'module', name: 'lead' });
    const ready = new Promise((resolve) => lead.addEventListener('message', resolve, { once: true }));
    lead.postMessage({ js: new URL('./foresight-engine.js', document.baseURI).href, module });
    await ready;
    const ask = (question) => lead.postMessage(JSON.stringify(question));
    let generation = 0;
    window.forecastJson = (inputs, runs) =>
      new Promise((resolve, reject) => {
        lead.onmessage = ({ data }) => {
          const told = JSON.parse(data);
          if (told.picture?.done === runs) ask('export');
          if (told.json !== undefined) resolve(told.json);
          if (told.same || told.nothing) resolve(null);
          if (told.failed) reject(new Error('a helper died'));
        };
        lead.onerror = ({ message }) => reject(new Error(message));
        generation += 1;
        ask({ forecast: { generation, inputs, runs } });
      });
  });
}
