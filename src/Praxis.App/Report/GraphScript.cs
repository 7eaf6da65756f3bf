namespace Praxis.App;

/// <summary>Script of graphs, a part of the page only where there is one.</summary>
internal static class GraphScript
{
    /// <summary>The script: threshold, zoom, dragging and marked neighbours, alike in all panels of a figure.</summary>
    public const string Text =
        """
        const drawGraphs = root => root.querySelectorAll("figure.graph:not(.live)").forEach(figure => {
          const all = (root, query) => [...root.querySelectorAll(query)];
          const radius = +figure.dataset.radius, view = { k: 1, x: 0, y: 0 };
          const slider = figure.querySelector("input"), shown = figure.querySelector("output");
          const panels = all(figure, ".net svg").map(svg => ({
            svg,
            width: svg.viewBox.baseVal.width,
            height: svg.viewBox.baseVal.height,
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
          const order = figure.dataset.order.split(" ").map(Number);
          const halves = panels[0].nodes.map(node => node.querySelector("text").textContent.length * 3.35);
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
          // Labels, the best connected first, each under or over its node where it is inside, covers no label before
          // it and no node; close by, all.
          const label = (nodes, at, disc, wide, high) => {
            const rows = {}, rowOf = y => Math.floor(y / 24);
            const put = box => (rows[rowOf(box.y)] ??= []).push(box);
            at.forEach(({ x, y }, i) => put({ i, x, y, wide: disc, high: disc }));
            for (const i of order) {
              const isSeen = at[i].x > 0 && at[i].x < wide && at[i].y > 0 && at[i].y < high;
              const x = Math.max(halves[i], Math.min(wide - halves[i], at[i].x));
              const y = side => at[i].y + side * (disc + 8);
              const isFree = side => y(side) > 6 && y(side) < high - 6 && ![-1, 0, 1].some(step =>
                rows[rowOf(y(side)) + step]?.some(box => box.i !== i
                  && Math.abs(box.x - x) < box.wide + halves[i] && Math.abs(box.y - y(side)) < box.high + 6));
              const side = isSeen && [1, -1].find(isFree);
              nodes[i].classList.toggle("far", !side && !(isSeen && view.k >= 4));
              const text = nodes[i].querySelector("text");
              text.setAttribute("x", isSeen ? x - at[i].x : 0);
              text.setAttribute("y", radius + (side < 0 ? -2 * disc - 3.5 : 11.5));
              if (side) put({ i, x, y: y(side), wide: halves[i], high: 6 });
            }
          };
          const draw = () => {
            frame = 0;
            const at = places.map(p => ({ x: p.x * view.k + view.x, y: p.y * view.k + view.y }));
            for (const { svg, width, height, nodes, edges } of panels) {
              // Letters keep their size on the screen; nodes and lines have it where there is room for it.
              const scale = svg.clientWidth / width || 1, unit = Math.min(1 / scale, Math.max(1, view.k));
              svg.style.setProperty("--unit", unit);
              svg.style.setProperty("--letters", 1 / (scale * unit));
              nodes.forEach((node, i) => {
                node.setAttribute("transform", `translate(${at[i].x} ${at[i].y}) scale(${unit})`);
              });
              label(nodes, at.map(({ x, y }) => ({ x: x * scale, y: y * scale })), radius * unit * scale,
                width * scale, height * scale);
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
          const picked = figure.querySelector(".picked");
          const read = (panel, edge) => {
            for (const { edges } of panels) for (const { group } of edges) group.classList.remove("read");
            picked.textContent = "";
            if (!edge) return;
            edge.group.classList.add("read");
            const name = panels.length > 1 ? panel.svg.parentNode.querySelector("p").firstChild.textContent : "";
            picked.textContent = (name.trim() ? `${name.trim()}: ` : "")
              + edge.group.querySelector("title").textContent;
          };
          const choose = i => { chosen = i === chosen ? -1 : i; read(); mark(); };
          // The drawn edge that a point is nearest to, within reach of a finger.
          const nearest = (panel, at) => {
            let best = null, least = 8 * panel.width / (panel.svg.clientWidth || panel.width);
            for (const edge of panel.edges) {
              if (edge.p < threshold) continue;
              const length = edge.shaft.getTotalLength();
              for (let part = 0; part <= 24; part++) {
                const spot = edge.shaft.getPointAtLength(length * part / 24);
                const next = edge.shaft.getPointAtLength(length * Math.min(part + 1, 24) / 24);
                const dx = next.x - spot.x, dy = next.y - spot.y;
                const share = Math.min(1, Math.max(0, ((at.x - spot.x) * dx + (at.y - spot.y) * dy)
                  / (dx * dx + dy * dy || 1)));
                const far = Math.hypot(at.x - spot.x - share * dx, at.y - spot.y - share * dy);
                if (far < least) [best, least] = [edge, far];
              }
            }
            return best;
          };
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
            if (figure.querySelector(".edge.read.off")) read();
            mark();
            later();
          };
          const zoom = (factor, x, y) => {
            const k = Math.min(16, Math.max(.5, view.k * factor)), ratio = k / view.k;
            Object.assign(view, { k, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio });
            later();
          };

          panels.forEach(panel => {
            const { svg, width, nodes, edges } = panel;
            const fingers = new Map();
            let held = null, isAwake = false;
            const spot = event => {
              const box = svg.getBoundingClientRect(), unit = width / box.width;
              return { x: (event.clientX - box.left) * unit, y: (event.clientY - box.top) * unit };
            };
            const release = event => {
              fingers.delete(event.pointerId);
              if (held && held.id === event.pointerId) {
                if (!held.isMoved && event.type === "pointerup") {
                  const edge = held.node < 0 && nearest(panel, held.from);
                  if (edge) read(panel, edge);
                  else choose(held.node);
                }
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
              } else if (event.key === "e" || event.key === "E") {
                const own = edges.filter(edge => edge.p >= threshold && (edge.from === i || edge.to === i));
                const last = own.findIndex(edge => edge.group.classList.contains("read"));
                read(panel, own[(last + 1) % own.length]);
              } else if (event.key === "Escape") {
                chosen = -1;
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
            read();
            thin();
          });
          figure.querySelectorAll(".tools, .hint").forEach(part => { part.hidden = false; });
          figure.classList.add("live");
          thin();
        });

        """;
}
