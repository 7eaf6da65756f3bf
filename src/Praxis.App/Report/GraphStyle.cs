namespace Praxis.App;

/// <summary>Style sheet and script of graphs, a part of the page only where there is one.</summary>
internal static class GraphStyle
{
    /// <summary>The style sheet; colours and marks are those of the page.</summary>
    public const string Css =
        """
        .graph { margin: 0 0 1.25rem; border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; }
        .graph > p, .heat > p { font-size: .85rem; margin: .35rem 0 0; }
        .tools { display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; align-items: center; margin: 0 0 .35rem;
          font-size: .85rem; }
        .tools[hidden] { display: none; }
        .tools label { display: flex; flex-wrap: wrap; gap: .35rem .6rem; align-items: center; }
        .tools input { width: min(16rem, 36vw); accent-color: var(--accent); }
        .tools output { font-variant-numeric: tabular-nums; min-width: 2.6em; }
        .buttons { display: flex; gap: .35rem; }
        .panels { display: grid; gap: .75rem; grid-template-columns: minmax(0, 1fr); }
        .across2 .panels { grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); }
        .across3 .panels { grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); }
        .net { overflow-x: auto; min-width: 0; }
        .net p { margin: 0 0 .25rem; font-size: .9rem; font-weight: 600; }
        .net p .muted { font-weight: 400; font-variant-numeric: tabular-nums; }
        .net svg { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: .4rem; }
        .across1 .net svg { margin: 0 auto; }
        .graph.live .net svg { cursor: grab; touch-action: pan-y; user-select: none; -webkit-user-select: none; }
        .graph.live .node { cursor: pointer; touch-action: none; }
        .edge { color: var(--c0); --opacity: calc(.25 + .75 * var(--p)); }
        .edge.negative { color: var(--c1); }
        .edge.off { display: none; }
        .shaft { fill: none; stroke: currentColor; stroke-opacity: var(--opacity);
          stroke-width: calc((.6px + 2.2px * var(--p)) * var(--unit, 1)); }
        .negative .shaft { stroke-dasharray: calc(6px * var(--unit, 1)) calc(4px * var(--unit, 1)); }
        .tip { fill: currentColor; fill-opacity: var(--opacity); }
        .ground { fill: var(--page); stroke: var(--ink); stroke-width: 1.3; }
        .share { fill: var(--c2); fill-opacity: var(--p); stroke: var(--ink); stroke-width: 1.3; }
        .net .node text { font-size: 11.5px; fill: var(--ink); text-anchor: middle; paint-order: stroke;
          stroke: var(--page); stroke-width: 3px; stroke-linejoin: round; pointer-events: none; }
        .live .node text { transform: scale(var(--letters, 1)); }
        .node.far text { display: none; }
        .node.far:hover text, .node.far:focus text, .node.lit text { display: inline; }
        .node:focus { outline: none; }
        .node:focus-visible .ground { stroke: var(--accent); stroke-width: 5; }
        .marking .net .node:not(.lit) { opacity: .22; }
        .marking .net .edge:not(.lit) { --opacity: .06; }
        .node.chosen .ground { stroke: var(--accent); stroke-width: 5; }
        .heat svg { margin: .35rem auto 0; }
        .heat text { font-size: var(--size, 11.5px); }
        .field { fill: var(--page); }
        .frame { fill: none; stroke: var(--line); }
        .cells rect { fill: none; pointer-events: all; }
        .cells rect:hover { stroke: var(--ink); stroke-width: .12; }
        .heat0, .heat1, .heat2, .heat3, .heat4, .heat5, .heat6, .heat7, .heat8, .heat9 { fill: var(--accent); }
        .heat0 { fill-opacity: .1; } .heat1 { fill-opacity: .19; } .heat2 { fill-opacity: .28; }
        .heat3 { fill-opacity: .37; } .heat4 { fill-opacity: .46; } .heat5 { fill-opacity: .56; }
        .heat6 { fill-opacity: .66; } .heat7 { fill-opacity: .77; } .heat8 { fill-opacity: .88; }
        @media (max-width: 40rem) {
          .graph { padding: .6rem .4rem; }
          .across1:not(.live) .net svg { min-width: 40rem; }
        }
        @media print {
          .tools, .hint { display: none; }
          .graph { break-inside: avoid; }
        }

        """;

    /// <summary>The script: threshold, zoom, dragging and marked neighbours, alike in all panels of a figure.</summary>
    public const string Script =
        """
        document.querySelectorAll("figure.graph").forEach(figure => {
          const all = (root, query) => [...root.querySelectorAll(query)];
          const radius = +figure.dataset.radius, view = { k: 1, x: 0, y: 0 };
          const slider = figure.querySelector("input"), shown = figure.querySelector("output");
          const panels = all(figure, ".net svg").map(svg => ({
            svg,
            width: svg.viewBox.baseVal.width,
            count: svg.parentNode.querySelector(".count"),
            nodes: all(svg, ".node"),
            edges: all(svg, ".edge").map(group => ({
              group,
              from: +group.dataset.f,
              to: +group.dataset.t,
              p: +group.dataset.p,
              bend: "bent" in group.dataset ? .16 : 0,
              shaft: group.querySelector(".shaft"),
              tip: group.querySelector(".tip"),
            })),
          }));
          if (panels.length === 0) return;
          const start = panels[0].nodes.map(node => {
            const at = node.transform.baseVal[0].matrix;
            return { x: at.e, y: at.f };
          });
          let places = start.map(at => ({ ...at })), threshold = +slider.value, chosen = -1, frame = 0;

          const drawEdge = (edge, at, unit) => {
            const a = at[edge.from], b = at[edge.to], dx = b.x - a.x, dy = b.y - a.y;
            if (!edge.tip) {
              edge.shaft.setAttribute("d", `M${a.x} ${a.y}L${b.x} ${b.y}`);
              return;
            }
            const mx = (a.x + b.x) / 2 - dy * edge.bend, my = (a.y + b.y) / 2 + dx * edge.bend;
            const length = Math.hypot(b.x - mx, b.y - my) || 1, ux = (b.x - mx) / length, uy = (b.y - my) / length;
            const gap = (radius + 1.5) * unit, long = 9 * unit, half = 4 * unit;
            const tx = b.x - ux * gap, ty = b.y - uy * gap, ex = tx - ux * long, ey = ty - uy * long;
            const curve = edge.bend ? `Q${mx} ${my} ` : "L";
            edge.shaft.setAttribute("d", `M${a.x} ${a.y}${curve}${ex} ${ey}`);
            edge.tip.setAttribute("d",
              `M${tx} ${ty}L${ex - uy * half} ${ey + ux * half}L${ex + uy * half} ${ey - ux * half}z`);
          };
          const draw = () => {
            frame = 0;
            const at = places.map(p => ({ x: p.x * view.k + view.x, y: p.y * view.k + view.y }));
            for (const { svg, width, nodes, edges } of panels) {
              // Letters keep their size on the screen; nodes and lines have it where there is room for it.
              const scale = svg.clientWidth / width || 1, unit = Math.min(1 / scale, Math.max(1, view.k));
              svg.style.setProperty("--unit", unit);
              svg.style.setProperty("--letters", 1 / (scale * unit));
              nodes.forEach((node, i) => {
                node.setAttribute("transform", `translate(${at[i].x} ${at[i].y}) scale(${unit})`);
                node.classList.toggle("far", node.dataset.zoom > view.k * scale * 1.05);
              });
              for (const edge of edges) if (edge.p >= threshold) drawEdge(edge, at, unit);
            }
          };
          const later = () => { frame = frame || requestAnimationFrame(draw); };
          const mark = () => {
            figure.classList.toggle("marking", chosen >= 0);
            for (const { nodes, edges } of panels) {
              const lit = new Set([chosen]);
              for (const edge of edges) {
                const isLit = edge.p >= threshold && (edge.from === chosen || edge.to === chosen);
                edge.group.classList.toggle("lit", isLit);
                if (isLit) lit.add(edge.from).add(edge.to);
              }
              nodes.forEach((node, i) => {
                node.classList.toggle("lit", lit.has(i));
                node.classList.toggle("chosen", i === chosen);
                node.setAttribute("aria-pressed", i === chosen);
              });
            }
          };
          const choose = i => { chosen = i === chosen ? -1 : i; mark(); };
          const thin = () => {
            threshold = +slider.value;
            shown.textContent = figure.querySelector(".least").textContent = threshold.toFixed(2);
            for (const { count, edges } of panels) {
              let left = 0;
              for (const edge of edges) {
                const isShown = edge.p >= threshold;
                edge.group.classList.toggle("off", !isShown);
                left += isShown;
              }
              count.textContent = left;
            }
            mark();
            later();
          };
          const zoom = (factor, x, y) => {
            const k = Math.min(16, Math.max(.5, view.k * factor)), ratio = k / view.k;
            Object.assign(view, { k, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio });
            later();
          };

          panels.forEach(({ svg, width, nodes }) => {
            const fingers = new Map();
            let held = null, isAwake = false;
            const spot = event => {
              const box = svg.getBoundingClientRect(), unit = width / box.width;
              return { x: (event.clientX - box.left) * unit, y: (event.clientY - box.top) * unit };
            };
            const release = event => {
              fingers.delete(event.pointerId);
              if (held && held.id === event.pointerId) {
                if (!held.isMoved && event.type === "pointerup" && (held.node >= 0 || chosen >= 0)) choose(held.node);
                held = null;
              }
            };
            svg.addEventListener("pointerdown", event => {
              if (event.button) return;
              isAwake = true;
              svg.setPointerCapture(event.pointerId);
              fingers.set(event.pointerId, spot(event));
              held = fingers.size > 1 ? null : {
                id: event.pointerId,
                node: nodes.indexOf(event.target.closest(".node")),
                from: spot(event),
                isMoved: false,
              };
            });
            svg.addEventListener("pointermove", event => {
              const before = fingers.get(event.pointerId);
              if (!before) return;
              const now = spot(event), dx = now.x - before.x, dy = now.y - before.y;
              if (fingers.size > 1) {
                const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
                view.x += dx / 2;
                view.y += dy / 2;
                zoom(Math.hypot(now.x - other.x, now.y - other.y)
                  / (Math.hypot(before.x - other.x, before.y - other.y) || 1), (now.x + other.x) / 2,
                  (now.y + other.y) / 2);
              } else if (held) {
                held.isMoved = held.isMoved || Math.hypot(now.x - held.from.x, now.y - held.from.y) > 4;
                if (!held.isMoved) return;
                if (held.node >= 0) {
                  places[held.node].x = (now.x - view.x) / view.k;
                  places[held.node].y = (now.y - view.y) / view.k;
                } else {
                  view.x += dx;
                  view.y += dy;
                }
                later();
              }
              fingers.set(event.pointerId, now);
            });
            svg.addEventListener("pointerup", release);
            svg.addEventListener("pointercancel", release);
            svg.addEventListener("pointerleave", () => { isAwake = false; });
            svg.addEventListener("wheel", event => {
              if (!isAwake && !event.ctrlKey) return;
              event.preventDefault();
              const at = spot(event);
              zoom(Math.exp(-event.deltaY * (event.deltaMode ? .05 : .0015)), at.x, at.y);
            }, { passive: false });
            svg.addEventListener("keydown", event => {
              const i = nodes.indexOf(event.target);
              const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
              if (i < 0) return;
              if (step) {
                const next = (i + step + nodes.length) % nodes.length;
                nodes[i].setAttribute("tabindex", -1);
                nodes[next].setAttribute("tabindex", 0);
                nodes[next].focus();
              } else if (event.key === "Enter" || event.key === " ") {
                choose(i);
              } else if (event.key === "Escape") {
                choose(-1);
              } else {
                return;
              }
              event.preventDefault();
            });
            svg.setAttribute("role", "group");
            nodes.forEach((node, i) => {
              node.setAttribute("tabindex", i ? -1 : 0);
              node.setAttribute("role", "button");
            });
            new ResizeObserver(later).observe(svg);
          });
          slider.addEventListener("input", thin);
          all(figure, "[data-zoom]").filter(part => part.matches("button")).forEach(button =>
            button.addEventListener("click", () => {
              const box = panels[0].svg.viewBox.baseVal;
              zoom(+button.dataset.zoom, box.width / 2, box.height / 2);
            }));
          figure.querySelector("[data-reset]").addEventListener("click", () => {
            places = start.map(at => ({ ...at }));
            Object.assign(view, { k: 1, x: 0, y: 0 });
            slider.value = slider.defaultValue;
            chosen = -1;
            thin();
          });
          figure.querySelectorAll(".tools, .hint").forEach(part => { part.hidden = false; });
          figure.classList.add("live");
          thin();
        });

        """;
}
