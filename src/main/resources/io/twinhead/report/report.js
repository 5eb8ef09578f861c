'use strict';

// Draws the charts and moves the numbers with the slider. Every number comes from the page's data;
// nothing is computed here.
(() => {
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const root = document.documentElement;
  const slider = document.getElementById('slider'); // of two classes only
  const chooser = document.getElementById('category'); // of several
  const START = data.start / 100;
  const THRESHOLDS = (data.heads[0]?.decisions ?? []).map((_, step) => step / 100);
  const DASHES = ['solid', [6, 4]];

  root.classList.add('scripted');

  /** A colour of the style sheet as it is now. */
  const colour = (name) => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const headColour = (head) => colour(head.name);
  const headDash = (head) => DASHES[data.heads.length === 1 ? 0 : data.heads.indexOf(head)];
  const step = () => Math.round(slider.value * 100);
  const category = () => (chooser === null ? 0 : chooser.selectedIndex);

  /** Of the charts' text, in pixels: smaller on paper, as all text is. */
  const fontSize = () => 0.75 * parseFloat(getComputedStyle(root).fontSize);
  const label = (more) =>
    ({ color: colour('quiet'), fontSize: fontSize(), hideOverlap: true, ...more });

  const axis = (name, more) => ({
    type: 'value',
    name,
    nameLocation: 'middle',
    nameTextStyle: { color: colour('quiet'), fontSize: fontSize() },
    axisLabel: label(),
    axisLine: { show: true, lineStyle: { color: colour('axis') } },
    splitLine: { lineStyle: { color: colour('line') } },
    ...more,
  });
  const xAxis = (name, more) => axis(name, { nameGap: 28, splitLine: { show: false }, ...more });
  const yAxis = (name, more) => axis(name, { nameGap: 38, ...more });
  const SHARE = { min: 0, max: 1, interval: 0.25 };

  const line = (head, points, more) => ({
    type: 'line',
    name: head.name,
    data: points,
    showSymbol: false,
    symbolSize: 6,
    lineStyle: { width: 2, color: headColour(head), type: headDash(head) },
    itemStyle: { color: headColour(head) },
    emphasis: { disabled: true },
    ...more,
  });

  /** A line to compare with: thin, grey and without a name in the tooltip. */
  const guide = (points) => ({
    type: 'line',
    data: points,
    silent: true,
    showSymbol: false,
    tooltip: { show: false },
    lineStyle: { width: 1.5, color: colour('axis'), type: 'solid' },
    z: 1,
  });

  const number = (value) => (value === null || value === '-' ? '-' : Number(value).toFixed(4));
  const tooltip = (title, value) => ({
    trigger: 'axis',
    confine: true,
    transitionDuration: 0,
    backgroundColor: colour('card'),
    borderColor: colour('axis'),
    textStyle: { color: colour('ink'), fontSize: 12 },
    formatter: (items) => {
      const named = items.filter((item) => item.seriesName && !item.seriesName.startsWith('series'));
      const lines = named.map((item) => item.marker + item.seriesName + ': ' + value(item));
      return named.length === 0 ? '' : [title(named[0])].concat(lines).join('<br>');
    },
  });

  const base = (element, more) => ({
    animation: false,
    aria: { enabled: true, label: { description: element.getAttribute('aria-label') } },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: fontSize() },
    grid: { left: 52, right: 16, top: 14, bottom: 46 },
    ...more,
  });

  const curve = (element, x, y, points, guides, more) =>
    base(element, {
      tooltip: tooltip(
        (item) => x + ' ' + number(item.value[0]),
        (item) => y + ' ' + number(item.value[1]),
      ),
      xAxis: xAxis(x, SHARE),
      yAxis: yAxis(y, SHARE),
      series: [...guides, ...data.heads.map((head) => line(head, points(head), more))],
    });

  const DIAGONAL = [[0, 0], [1, 1]];

  /** Where the heads decide, on a curve; those that decide at one half have no mark. */
  const decides = (key) => data.heads
    .filter((head) => head.own !== null && head.own[key].length > 0)
    .map((head) => ({
      type: 'scatter',
      data: [head.own[key]],
      symbolSize: 10,
      silent: true,
      tooltip: { show: false },
      itemStyle: { color: headColour(head), borderColor: colour('ink'), borderWidth: 1.5 },
      z: 4,
    }));

  const reliability = (bins) => bins
    .filter((bin) => bin.predicted !== null)
    .map((bin) => [bin.predicted, bin.observed]);

  const options = {
    'roc': (element) =>
      curve(element, 'false positive rate', 'true positive rate', (head) => head.curves[category()].roc,
        [guide(DIAGONAL), ...decides('roc')]),

    'precision-recall': (element) =>
      curve(element, 'recall', 'precision', (head) => head.curves[category()].precision_recall,
        [...data.shares.slice(category(), category() + 1).map((share) => guide([[0, share], [1, share]])),
          ...decides('precision_recall')],
        { step: 'end' }),

    'reliability': (element) =>
      curve(element, 'predicted probability', 'observed share',
        (head) => reliability(head.reliability),
        [guide(DIAGONAL)], { showSymbol: true, symbol: 'circle' }),

    'calibration': (element) =>
      curve(element, 'predicted probability', 'observed share',
        (head) => reliability(head.reliability),
        [guide(DIAGONAL), {
          ...line({ name: 'before' }, reliability(data.uncalibrated)),
          showSymbol: true,
          symbol: 'circle',
          lineStyle: { width: 2, color: colour('quiet'), type: [6, 4] },
          itemStyle: { color: colour('quiet') },
        }], { name: 'after', showSymbol: true, symbol: 'circle' }),

    'counts': (element) =>
      base(element, {
        tooltip: tooltip(
          (item) => 'probability ' + item.name,
          (item) => item.value.toLocaleString('en'),
        ),
        xAxis: xAxis('predicted probability', {
          type: 'category',
          data: data.heads[0].reliability.map(
            (_, bin, all) => (bin / all.length).toFixed(2) + '-' + ((bin + 1) / all.length).toFixed(2)),
          axisLabel: label({
            interval: 6,
            formatter: (name) => ({ '0.00': '0', '0.47': '0.5', '0.93': '1' })[name.slice(0, 4)],
          }),
          axisTick: { show: false },
        }),
        yAxis: yAxis('rows', { type: 'log', min: 0.5, minorSplitLine: { show: false },
          axisLabel: label({ formatter: (v) => (v < 1 ? '' : v.toLocaleString('en')) }) }),
        series: data.heads.map((head, i) => ({
          type: 'bar',
          name: head.name,
          data: head.reliability.map((bin) => (bin.count === 0 ? null : bin.count)),
          barMinHeight: 4, // one row, where a logarithmic bar has no height
          barGap: '10%',
          barCategoryGap: '25%',
          itemStyle: {
            color: i === 0 ? headColour(head) : colour('card'),
            borderColor: headColour(head),
            borderWidth: 1.5,
          },
          emphasis: { disabled: true },
        })),
      }),

    'metric': (element) => {
      const index = Number(element.dataset.index);
      const values = (head) =>
        head.decisions.map((decision, at) => [THRESHOLDS[at], decision.scores[index]]);
      return base(element, {
        grid: { left: 40, right: 12, top: 10, bottom: 26 },
        tooltip: tooltip(
          (item) => 'threshold ' + item.value[0].toFixed(2),
          (item) => item.value[1],
        ),
        xAxis: xAxis('', { min: 0, max: 1, interval: 0.5 }),
        yAxis: yAxis('', { min: (v) => (v.min < -0.05 ? -1 : 0), max: 1, interval: 0.5 }),
        series: data.heads.map((head, i) =>
          line(head, values(head), i > 0 ? {} : { markLine: marker() })),
      });
    },

    'loss': (element) => {
      const head = data.heads[Number(element.dataset.index)];
      const epochs = (losses) => losses.map((loss, at) => [at + 1, loss]);
      const several = head.runs.length > 1;
      const faint = (losses, type) => ({
        ...line(head, epochs(losses)),
        name: undefined,
        silent: true,
        lineStyle: { width: 1, opacity: 0.28, color: headColour(head), type },
      });
      const kept = {
        type: 'scatter',
        data: head.runs.map((run) => [run.best, run.validation[run.best - 1]]),
        symbolSize: several ? 5 : 9,
        silent: true,
        tooltip: { show: false },
        itemStyle: { color: headColour(head), opacity: several ? 0.7 : 1 },
        z: 4,
      };
      const length = Math.max(...data.heads.map((each) => each.mean_train.length));
      const [first, last] = length > 1 ? [1, length] : [0, 2];
      const single = { showSymbol: length === 1, symbol: 'emptyCircle', symbolSize: 9 };
      return base(element, {
        tooltip: tooltip((item) => 'epoch ' + item.value[0], (item) => number(item.value[1])),
        xAxis: xAxis('epoch', { min: first, max: last, minInterval: 1 }),
        yAxis: yAxis('log loss', { min: 0, max: data.loss_ceiling }),
        series: [
          ...(data.baseline === null
            ? [] : [guide([[first, data.baseline], [last, data.baseline]])]),
          ...(several ? head.runs.flatMap((run) => [faint(run.train, [4, 3]), faint(run.validation, 'solid')]) : []),
          line(head, epochs(head.mean_train), {
            ...single,
            name: several ? 'training, mean' : 'training',
            lineStyle: { width: 2, color: headColour(head), type: [5, 4] },
          }),
          line(head, epochs(head.mean_validation), {
            name: several ? 'validation, mean' : 'validation',
            lineStyle: { width: 2.5, color: headColour(head), type: 'solid' },
          }),
          kept,
        ],
      });
    },
  };

  const small = (value) =>
    value !== 0 && (Math.abs(value) < 0.001 || Math.abs(value) >= 1e4)
      ? value.toExponential(0) : String(Number(value.toPrecision(4)));

  /** An axis of decimal logarithms with some five labels, round ones whatever the range. */
  const decades = (logs) => {
    const step = Math.max(1, Math.ceil((Math.max(...logs) - Math.min(...logs)) / 5));
    return {
      min: step * Math.floor(Math.min(...logs) / step),
      max: step * Math.ceil(Math.max(...logs) / step),
      interval: step,
    };
  };

  options.plot = (element) => {
    const plot = data.plots[Number(element.dataset.index)];
    const shown = (points) => (plot.logarithmic
      ? points.filter((point) => point[1] > 0).map(([x, y]) => [x, Math.log10(y)]) : points);
    const value = (y) => small(plot.logarithmic ? 10 ** y : y);
    const across = (x) => small(plot.powers ? 10 ** x : x);
    const power = (x) => (x === Math.round(x) ? across(x) : ''); // its ends are others
    const logs = plot.series.flatMap((each) => shown(each.points)).map((point) => point[1]);
    return base(element, {
      grid: { left: 64, right: 16, top: 14, bottom: 46 },
      tooltip: tooltip(
        (item) => plot.x + ' ' + across(item.value[0]),
        (item) => value(item.value[1]),
      ),
      xAxis: xAxis(plot.x, {
        min: 'dataMin',
        max: 'dataMax',
        ...(plot.powers ? { interval: 1, axisLabel: label({ formatter: power }) } : {}),
        axisLine: { onZero: false, lineStyle: { color: colour('axis') } },
      }),
      yAxis: yAxis(plot.y, {
        nameGap: 50,
        ...(plot.logarithmic && logs.length > 0 ? decades(logs) : {}),
        axisLabel: label({ formatter: value }),
        ...(plot.powers ? { axisLine: { onZero: false, lineStyle: { color: colour('axis') } } } : {}),
      }),
      series: plot.series.map((each) => line({ name: each.name }, shown(each.points), {
        lineStyle: { width: 2, color: colour(each.colour), type: each.dashed ? [6, 4] : 'solid' },
        itemStyle: { color: colour(each.colour) },
      })),
    });
  };

  const marker = () => ({
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: colour('ink'), width: 1, type: 'solid' },
    data: [
      { xAxis: step() / 100 },
      ...data.heads.filter((head) => head.own !== null).map((head) => ({
        xAxis: head.own.threshold,
        lineStyle: { color: colour('better'), width: 1.5, type: 'dashed' },
      })),
    ],
  });

  const charts = [...document.querySelectorAll('[data-chart]')].map((element) => ({
    element,
    kind: element.dataset.chart,
    chart: echarts.init(element, null, { renderer: 'svg' }),
  }));
  const draw = () =>
    charts.forEach(({ element, kind, chart }) => chart.setOption(options[kind](element), true));
  const resize = () => charts.forEach(({ chart }) => chart.resize());

  const show = () => {
    const text = (step() / 100).toFixed(2);
    document.getElementById('threshold-value').textContent = text;
    document.querySelectorAll('[data-cell]').forEach((cell) => {
      cell.textContent = data.heads[cell.dataset.head].decisions[step()].cells[cell.dataset.cell];
    });
    document.querySelectorAll('[data-score]').forEach((cell) => {
      cell.textContent = data.heads[cell.dataset.head].decisions[step()].scores[cell.dataset.score];
    });
    charts
      .filter(({ kind }) => kind === 'metric')
      .forEach(({ chart }) => chart.setOption({ series: [{ markLine: marker() }] }));
  };

  const threshold = (value) => {
    if (slider !== null) {
      slider.value = value;
      show();
    }
  };

  // A browser that reloads the page may have kept another choice.
  if (slider !== null) {
    slider.value = START;
    slider.addEventListener('input', show);
  }
  if (chooser !== null) {
    chooser.selectedIndex = 0;
    chooser.addEventListener('change', draw);
  }
  draw();
  new ResizeObserver(resize).observe(document.querySelector('main'));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  // On paper: light colours, the paper's width, the threshold of the start, and nothing folded away.
  let beforePrint = null;
  const folded = () => [...document.querySelectorAll('details:not([open])')];
  addEventListener('beforeprint', () => {
    beforePrint = { threshold: slider === null ? 0 : slider.value, folded: folded() };
    beforePrint.folded.forEach((details) => details.setAttribute('open', ''));
    root.classList.add('paper');
    threshold(START);
    resize();
    draw(); // after the resize, which alone would wait for a frame that paper does not have
  });
  addEventListener('afterprint', () => {
    if (beforePrint === null) {
      return;
    }
    beforePrint.folded.forEach((details) => details.removeAttribute('open'));
    root.classList.remove('paper');
    threshold(beforePrint.threshold);
    beforePrint = null;
    resize();
    draw();
  });
})();
