(() => {
  "use strict";
  const root = document.documentElement;
  const find = query => document.querySelector(query);
  const data = JSON.parse(find("#motion").textContent);
  const viewer = find(".viewer"), canvas = find("canvas"), pen = canvas.getContext("2d"), tip = find(".tip");
  const play = find("#play"), slider = find("#frame"), clock = find("#clock"), speed = find("#speed");
  const beside = find("#beside"), follow = find("#follow"), trail = find("#trail");
  const chart = find(".chart > svg"), cursor = find(".cursor");
  const joints = data.parents.length, count = data.observed + data.future;

  // Each number is the difference to the frame before, zigzag coded, seven bits a byte, the lowest first.
  const unpack = text => {
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0)), frames = [];
    let at = 0, before = new Float64Array(3 * joints);
    while (at < bytes.length) {
      const frame = new Float64Array(3 * joints);
      for (let i = 0; i < frame.length; i++) {
        let value = 0, weight = 1, byte;
        do {
          byte = bytes[at++];
          value += (byte & 127) * weight;
          weight *= 128;
        } while (byte > 127);
        frame[i] = before[i] + (value % 2 ? -(value + 1) / 2 : value / 2);
      }
      frames.push(frame);
      before = frame;
    }
    return frames.map(frame => frame.map(value => value / data.scale));
  };
  const truth = unpack(data.truth), predicted = unpack(data.predicted);
  const trueAt = i => truth[i], predictedAt = i => i < data.observed ? undefined : predicted[i - data.observed];
  const every = [...truth, ...predicted];

  // Bounds: of the whole motion, and of a figure about its root.
  const low = [1 / 0, 1 / 0, 1 / 0], high = [-1 / 0, -1 / 0, -1 / 0];
  let reach = 0;
  for (const frame of every) {
    for (let j = 0; j < frame.length; j += 3) {
      for (let axis = 0; axis < 3; axis++) {
        low[axis] = Math.min(low[axis], frame[j + axis]);
        high[axis] = Math.max(high[axis], frame[j + axis]);
      }
      reach = Math.max(reach, Math.hypot(frame[j] - frame[0], frame[j + 2] - frame[2]));
    }
  }
  const height = high[1] - low[1] || 1, middle = low.map((value, axis) => (value + high[axis]) / 2);
  // Half the height and half the width that must be seen: of the figure, and of all the ground it covers.
  const figureSize = { tall: .57 * height, wide: Math.max(.3 * height, 1.1 * reach) };
  const wholeSize = { tall: .57 * height, wide: Math.max(figureSize.wide, .56 * Math.hypot(high[0] - low[0],
    high[2] - low[2])) };
  const start = { yaw: data.yaw + .6, pitch: .16, zoom: 1 }, view = { ...start };
  follow.checked = wholeSize.wide > 1.2 * height;

  let frame = 0, isPlaying = false, last = 0, rest = 0, ended = 0, drawn = [], asked = 0;
  const later = () => { asked = asked || requestAnimationFrame(draw); };
  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();

  // A pane is a part of the canvas with its own centre; it turns points of space into points of the canvas.
  const makePane = (left, width, tall, at) => {
    const size = follow.checked ? figureSize : wholeSize;
    const centre = follow.checked ? [at[0], middle[1], at[2]] : middle;
    const unit = view.zoom * Math.min(width / (2 * size.wide), tall / (2 * size.tall));
    const reachOf = Math.max(size.wide, size.tall), far = 5 * reachOf;
    const [sy, cy, sp, cp] = [Math.sin(view.yaw), Math.cos(view.yaw), Math.sin(view.pitch), Math.cos(view.pitch)];
    return {
      left, width, centre, unit, size: reachOf,
      place: (x, y, z) => {
        const dx = x - centre[0], dy = y - centre[1], dz = z - centre[2];
        const along = dx * sy + dz * cy, depth = dy * sp + along * cp;
        const k = unit * far / Math.max(.2 * far, far - depth);
        return { x: left + width / 2 + (dx * cy - dz * sy) * k, y: tall / 2 - (dy * cp - along * sp) * k, depth };
      },
    };
  };
  const stroke = (points, style, width, alpha) => {
    pen.globalAlpha = alpha;
    pen.strokeStyle = style;
    pen.lineWidth = width;
    pen.beginPath();
    points.forEach((p, i) => i ? pen.lineTo(p.x, p.y) : pen.moveTo(p.x, p.y));
    pen.stroke();
  };
  const drawFloor = pane => {
    const step = data.grid, steps = Math.min(12, Math.ceil(1.6 * pane.size / step));
    const x0 = Math.round(pane.centre[0] / step) * step, z0 = Math.round(pane.centre[2] / step) * step;
    const style = colour("--line"), reachOf = steps * step;
    for (let i = -steps; i <= steps; i++) {
      const x = x0 + i * step, z = z0 + i * step;
      stroke([pane.place(x, data.floor, z0 - reachOf), pane.place(x, data.floor, z0 + reachOf)], style, 1, .8);
      stroke([pane.place(x0 - reachOf, data.floor, z), pane.place(x0 + reachOf, data.floor, z)], style, 1, .8);
    }
  };
  const drawTrail = (pane, at, style) => {
    const path = [];
    for (let i = 0; i <= frame; i++) {
      const pose = at(i);
      if (pose) path.push(pane.place(pose[0], data.floor, pose[2]));
    }
    if (path.length > 1) stroke(path, style, 2, .7);
  };
  const drawFigure = (pane, pose, style, kind) => {
    const points = [], bones = [];
    for (let j = 0; j < joints; j++) points.push(pane.place(pose[3 * j], pose[3 * j + 1], pose[3 * j + 2]));
    data.parents.forEach((parent, j) => { if (parent >= 0) bones.push([points[j], points[parent]]); });
    bones.sort((a, b) => a[0].depth + a[1].depth - b[0].depth - b[1].depth);
    const width = Math.min(9, Math.max(2, pane.unit * height * .014));
    const alpha = depth => Math.min(1, Math.max(.4, .75 + .5 * depth / height));
    for (const bone of bones) stroke(bone, style, width, alpha((bone[0].depth + bone[1].depth) / 2));
    pen.fillStyle = style;
    for (const p of points) {
      pen.globalAlpha = alpha(p.depth);
      pen.beginPath();
      pen.arc(p.x, p.y, width * (bones.length ? .8 : 1.4), 0, 2 * Math.PI);
      pen.fill();
    }
    points.forEach((p, j) => drawn.push({ x: p.x, y: p.y, j, kind }));
  };
  const drawPane = (pane, tall, title, figures) => {
    pen.save();
    pen.beginPath();
    pen.rect(pane.left, 0, pane.width, tall);
    pen.clip();
    drawFloor(pane);
    for (const [at, name, kind] of figures) {
      if (trail.checked) drawTrail(pane, at, colour(name));
      const pose = at(frame);
      if (pose) drawFigure(pane, pose, colour(name), kind);
    }
    pen.globalAlpha = 1;
    pen.fillStyle = colour("--muted");
    pen.font = "13px system-ui, sans-serif";
    pen.fillText(title, pane.left + 10, 20, pane.width - 20);
    pen.restore();
  };
  const draw = () => {
    asked = 0;
    const ratio = window.devicePixelRatio || 1, wide = canvas.clientWidth, tall = canvas.clientHeight;
    canvas.width = wide * ratio;
    canvas.height = tall * ratio;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.lineCap = pen.lineJoin = "round";
    drawn = [];
    const real = trueAt(frame), guess = predictedAt(frame), isPast = frame < data.observed;
    const realName = isPast ? "observed" : real ? data.names[0] : `${data.names[0]} has ended`;
    if (beside.getAttribute("aria-pressed") === "true") {
      drawPane(makePane(0, wide / 2, tall, real || guess), tall, realName, [[trueAt, "--c0", 0]]);
      drawPane(makePane(wide / 2, wide / 2, tall, guess || real), tall, isPast ? "observed" : data.names[1],
        [[i => predictedAt(i) || (i < data.observed && trueAt(i)), isPast ? "--muted" : "--c1", 1]]);
      pen.globalAlpha = 1;
      stroke([{ x: wide / 2, y: 0 }, { x: wide / 2, y: tall }], colour("--line"), 1, 1);
    } else {
      const title = isPast ? "observed" : real ? `${data.names[0]} and ${data.names[1]}` : realName;
      drawPane(makePane(0, wide, tall, real || guess), tall, title,
        [[trueAt, "--c0", 0], [predictedAt, "--c1", 1]]);
    }
  };

  const time = i => (i - data.observed + 1) * data.ms;
  const error = (i, from, to) => {
    const real = trueAt(i), guess = predictedAt(i);
    if (!real || !guess) return null;
    let sum = 0;
    for (let j = from; j < to; j++) {
      sum += Math.hypot(...[0, 1, 2].map(axis => real[3 * j + axis] - guess[3 * j + axis]));
    }
    return sum / (to - from);
  };
  const show = i => {
    frame = Math.min(count - 1, Math.max(0, i));
    slider.value = frame;
    const at = time(frame), off = error(frame, 0, joints), isPast = frame < data.observed;
    const text = `frame ${frame + 1} of ${count} · ${at > 0 ? "+" : at < 0 ? "−" : ""}${Math.abs(at).toFixed(1)} ms`
      + ` · ${isPast ? "observed" : "predicted"}`
      + (off === null ? isPast ? "" : ", no truth" : `, ${off.toFixed(1)} ${data.unit} off`);
    clock.textContent = text;
    slider.setAttribute("aria-valuetext", text);
    if (cursor) {
      const box = chart.dataset, share = Math.max(0, at) / (data.future * data.ms);
      const x = +box.left + (box.right - box.left) * share;
      cursor.setAttribute("x1", x);
      cursor.setAttribute("x2", x);
      cursor.style.opacity = isPast ? .35 : 1;
    }
    later();
  };
  const tick = now => {
    if (!isPlaying) return;
    rest += (now - last) * speed.value;
    last = now;
    // The last pose stays for half a second before the motion begins anew.
    if (frame === count - 1) {
      ended = ended || now;
      if (now - ended > 500) {
        ended = rest = 0;
        show(0);
      }
    } else {
      const steps = Math.floor(rest / data.ms);
      rest -= steps * data.ms;
      if (steps) show(frame + steps);
    }
    requestAnimationFrame(tick);
  };
  const setPlaying = state => {
    if (state && !isPlaying) {
      last = performance.now();
      ended = rest = 0;
      if (frame === count - 1) show(0);
      requestAnimationFrame(tick);
    }
    isPlaying = state;
    play.textContent = state ? "Pause" : "Play";
  };
  const step = by => { setPlaying(false); show(frame + by); };
  const zoom = factor => { view.zoom = Math.min(12, Math.max(.3, view.zoom * factor)); later(); };

  play.addEventListener("click", () => setPlaying(!isPlaying));
  slider.addEventListener("input", () => { setPlaying(false); show(+slider.value); });
  beside.addEventListener("click", () => {
    beside.setAttribute("aria-pressed", beside.getAttribute("aria-pressed") !== "true");
    later();
  });
  follow.addEventListener("change", later);
  trail.addEventListener("change", later);
  find("#nearer").addEventListener("click", () => zoom(1.25));
  find("#farther").addEventListener("click", () => zoom(.8));
  find("#reset").addEventListener("click", () => { Object.assign(view, start); later(); });
  document.addEventListener("keydown", event => {
    const own = event.target.closest("button, select, input");
    if (event.ctrlKey || event.metaKey || event.altKey || own && own !== slider && event.key !== "Escape") return;
    const act = {
      " ": () => setPlaying(!isPlaying),
      ArrowLeft: () => step(event.shiftKey ? -10 : -1), ArrowRight: () => step(event.shiftKey ? 10 : 1),
      Home: () => step(-count), End: () => step(count),
      "+": () => zoom(1.25), "-": () => zoom(.8),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const fingers = new Map();
  let isAwake = false;
  const spot = event => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const tell = at => {
    let best = null, least = 16;
    for (const p of drawn) {
      const far = Math.hypot(p.x - at.x, p.y - at.y);
      if (far < least) [best, least] = [p, far];
    }
    tip.hidden = !best;
    if (!best) return;
    const off = error(frame, best.j, best.j + 1);
    tip.textContent = data.joints[best.j] + (off === null ? "" : `: ${off.toFixed(1)} ${data.unit} off`);
    tip.style.left = `${Math.max(0, Math.min(at.x + 14, canvas.clientWidth - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.max(0, at.y - tip.offsetHeight - 8)}px`;
  };
  canvas.addEventListener("pointerdown", event => {
    if (event.button) return;
    isAwake = true;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, spot(event));
    tell(spot(event));
  });
  canvas.addEventListener("pointermove", event => {
    const before = fingers.get(event.pointerId), now = spot(event);
    if (!before) {
      tell(now);
      return;
    }
    if (fingers.size > 1) {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      zoom(Math.hypot(now.x - other.x, now.y - other.y)
        / (Math.hypot(before.x - other.x, before.y - other.y) || 1));
    } else if (now.x !== before.x || now.y !== before.y) {
      tip.hidden = true;
      view.yaw -= (now.x - before.x) * .01;
      view.pitch = Math.min(1.5, Math.max(-1.5, view.pitch + (now.y - before.y) * .01));
      later();
    }
    fingers.set(event.pointerId, now);
  });
  const release = event => { fingers.delete(event.pointerId); };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => { isAwake = false; tip.hidden = true; });
  canvas.addEventListener("wheel", event => {
    if (!isAwake && !event.ctrlKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? .05 : .0015)));
  }, { passive: false });
  if (chart) {
    chart.addEventListener("click", event => {
      const box = chart.getBoundingClientRect(), unit = chart.viewBox.baseVal.width / box.width;
      const share = ((event.clientX - box.left) * unit - chart.dataset.left)
        / (chart.dataset.right - chart.dataset.left);
      setPlaying(false);
      show(data.observed - 1 + Math.round(Math.min(1, Math.max(0, share)) * data.future));
    });
    chart.parentElement.classList.add("live");
  }
  new ResizeObserver(later).observe(canvas);

  const button = find("#theme");
  const dark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => { button.textContent = dark() ? "Light theme" : "Dark theme"; later(); };
  button.hidden = false;
  button.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; name(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
  name();

  // A link may name its frame, from 1, as in page.html#12.
  const wanted = +location.hash.slice(1);
  viewer.querySelectorAll(".play, .tools, .hint").forEach(part => { part.hidden = false; });
  show(wanted > 0 ? wanted - 1 : 0);
  if (!(wanted > 0) && !matchMedia("(prefers-reduced-motion: reduce)").matches) setPlaying(true);
})();
