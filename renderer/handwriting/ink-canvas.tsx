import type { TargetedPointerEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Point, Stroke, Writing } from '../../core/handwriting/strokes.ts';

/** As thick as a felt pen: seen by weak eyes, and thin enough for a character of many strokes. */
const penMm = 3;

type InkCanvasProps = {
  readonly strokes: Writing;
  readonly onStroke: (stroke: Stroke) => void;
  /** Id of the words that say what is to be done here. */
  readonly labelledBy: string;
};

/** The stroke under way; a second finger or a resting palm is none of its business. */
type Live = { readonly pointerId: number; readonly points: Point[] };

/**
 * Paper for one character: draws what a finger, a pen or a mouse does on it. Points are CSS pixels from
 * its middle, where they stay when the screen is turned.
 */
export function InkCanvas({ strokes, onStroke, labelledBy }: InkCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const live = useRef<Live | null>(null);

  useLayoutEffect(() => {
    const paper = canvas.current;
    if (paper === null) return undefined;
    const redraw = () => draw(paper, strokes);
    redraw();
    const observer = new ResizeObserver(redraw);
    observer.observe(paper);
    return () => observer.disconnect();
  }, [strokes]);

  function end(event: TargetedPointerEvent<HTMLCanvasElement>, isMeant: boolean): void {
    const stroke = live.current;
    if (stroke?.pointerId !== event.pointerId) return;
    live.current = null;
    if (isMeant) onStroke(stroke.points);
    else draw(event.currentTarget, strokes);
  }

  return (
    <canvas
      ref={canvas}
      class="ink"
      role="img"
      aria-labelledby={labelledBy}
      onPointerDown={(event) => {
        if (live.current !== null || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        live.current = { pointerId: event.pointerId, points: [pointOf(event, event.currentTarget)] };
        drawLast(event.currentTarget, live.current.points);
      }}
      onPointerMove={(event) => {
        if (live.current?.pointerId !== event.pointerId) return;
        for (const each of event.getCoalescedEvents())
          live.current.points.push(pointOf(each, event.currentTarget));
        drawLast(event.currentTarget, live.current.points);
      }}
      onPointerUp={(event) => end(event, true)}
      onPointerCancel={(event) => end(event, false)}
    />
  );
}

function pointOf({ clientX, clientY }: MouseEvent, canvas: HTMLCanvasElement): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return [clientX - left - width / 2, clientY - top - height / 2];
}

function draw(canvas: HTMLCanvasElement, strokes: Writing): void {
  const dotsPerPx = devicePixelRatio;
  // Giving it a size also wipes it.
  canvas.width = Math.round(canvas.clientWidth * dotsPerPx);
  canvas.height = Math.round(canvas.clientHeight * dotsPerPx);
  for (const stroke of strokes) drawStroke(canvas, stroke);
}

/** More than a finger sends between two frames. */
const newestPoints = 40;

/** The newest stretch of the stroke under way, on top of what is there. */
function drawLast(canvas: HTMLCanvasElement, points: readonly Point[]): void {
  drawStroke(canvas, points.slice(-newestPoints));
}

function drawStroke(canvas: HTMLCanvasElement, stroke: Stroke): void {
  const context = canvas.getContext('2d');
  const first = stroke[0];
  if (context === null || first === undefined) return;
  const style = getComputedStyle(canvas);
  const pxPerMm = Number(style.getPropertyValue('--px-per-mm')) || 4;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, canvas.width / 2, canvas.height / 2);
  context.strokeStyle = style.color;
  context.lineWidth = penMm * pxPerMm;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(...first);
  // A dot is a line of no length, which a round pen still shows.
  for (const point of stroke.length === 1 ? stroke : stroke.slice(1)) context.lineTo(...point);
  context.stroke();
}
