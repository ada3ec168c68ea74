// How a tie is drawn by WebGL: a curve with arrowheads, dashes where it is only alleged, and
// small strokes across it where it is hostile, so that the sign can be read without colour.
import { EdgeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";

export interface LineData extends EdgeDisplayData {
  bend: number;
  forward: boolean;
  backward: boolean;
  dashed: boolean;
  crossed: boolean;
}

const STEPS = 32;
const UNIFORMS = ["u_matrix", "u_dimensions", "u_sizeRatio", "u_feather"] as const;

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_start;
attribute vec2 a_end;
attribute float a_bend;
attribute float a_size;
attribute vec2 a_radii;
attribute float a_flags;
attribute vec2 a_at;
uniform mat3 u_matrix;
uniform vec2 u_dimensions;
uniform float u_sizeRatio;
varying vec4 v_color;
varying float v_side;
varying float v_along;
varying float v_total;
varying float v_half;
varying vec2 v_radii;
varying float v_flags;
vec2 pixel(vec2 p) { return (u_matrix * vec3(p, 1.0)).xy * u_dimensions * 0.5; }
vec2 curve(vec2 s, vec2 c, vec2 e, float t) {
  return mix(mix(s, c, t), mix(c, e, t), t);
}
void main() {
  vec2 s = pixel(a_start);
  vec2 e = pixel(a_end);
  vec2 d = e - s;
  vec2 c = (s + e) * 0.5 + vec2(-d.y, d.x) * a_bend;
  float t = a_at.x;
  vec2 tangent = mix(c - s, e - c, t);
  float speed = max(length(tangent), 0.0001);
  vec2 normal = vec2(-tangent.y, tangent.x) / speed;
  float along = 0.0;
  float total = 0.0;
  vec2 last = s;
  for (int i = 1; i <= ${STEPS}; i++) {
    float u = float(i) / ${STEPS}.0;
    vec2 p = curve(s, c, e, u);
    float piece = distance(p, last);
    total += piece;
    if (u <= t + 0.0001) along += piece;
    last = p;
  }
  float reach = 9.0;
  gl_Position = vec4((curve(s, c, e, t) + normal * a_at.y * reach) / (u_dimensions * 0.5), 0.0, 1.0);
  v_side = a_at.y * reach;
  v_along = along;
  v_total = total;
  v_half = max(a_size / u_sizeRatio, 1.2) * 0.5;
  v_radii = a_radii / u_sizeRatio + 2.0;
  v_flags = a_flags;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const FRAGMENT = `
precision highp float;
uniform float u_feather;
varying vec4 v_color;
varying float v_side;
varying float v_along;
varying float v_total;
varying float v_half;
varying vec2 v_radii;
varying float v_flags;
bool flag(float bit) { return mod(floor(v_flags / bit + 0.01), 2.0) > 0.5; }
void main() {
  float from = v_along - v_radii.x;
  float to = v_total - v_along - v_radii.y;
  if (from < 0.0 || to < 0.0) discard;
  #ifdef PICKING_MODE
  if (abs(v_side) > max(v_half, 5.5)) discard;
  gl_FragColor = v_color;
  #else
  float length = v_half * 2.0 + 7.0;
  float width = v_half + 3.4;
  float body = v_half;
  if (flag(8.0) && abs(mod(v_along - v_total * 0.5, 13.0) - 6.5) < 0.8) body = v_half + 3.0;
  if (flag(4.0) && mod(v_along, 9.0) > 5.2) body = 0.0;
  if (flag(1.0) && to < length) body = width * to / length;
  if (flag(2.0) && from < length) body = width * from / length;
  float alpha = 1.0 - smoothstep(body - u_feather, body + u_feather, abs(v_side));
  if (body <= 0.0) alpha = 0.0;
  gl_FragColor = v_color * alpha;
  #endif
}`;

const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } =
  typeof WebGLRenderingContext === "undefined"
    ? { FLOAT: 5126, UNSIGNED_BYTE: 5121, TRIANGLE_STRIP: 5 }
    : WebGLRenderingContext;

export class LineProgram extends EdgeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    const strip: number[][] = [];
    for (let step = 0; step <= STEPS; step++) strip.push([step / STEPS, 1], [step / STEPS, -1]);
    return {
      VERTICES: strip.length,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT },
        { name: "a_end", size: 2, type: FLOAT },
        { name: "a_bend", size: 1, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_radii", size: 2, type: FLOAT },
        { name: "a_flags", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_at", size: 2, type: FLOAT }],
      CONSTANT_DATA: strip,
    };
  }

  processVisibleItem(
    id: number,
    at: number,
    source: NodeDisplayData,
    target: NodeDisplayData,
    shown: EdgeDisplayData,
  ) {
    const line = shown as LineData;
    const flags =
      (line.forward ? 1 : 0) + (line.backward ? 2 : 0) + (line.dashed ? 4 : 0) + (line.crossed ? 8 : 0);
    this.array.set(
      [source.x, source.y, target.x, target.y, line.bend, line.size, source.size, target.size, flags],
      at,
    );
    this.array[at + 9] = floatColor(line.color);
    this.array[at + 10] = id;
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: Parameters<EdgeProgram["setUniforms"]>[1]) {
    const at = uniformLocations as Record<string, WebGLUniformLocation>;
    gl.uniformMatrix3fv(at.u_matrix!, false, params.matrix);
    gl.uniform2f(at.u_dimensions!, params.width, params.height);
    gl.uniform1f(at.u_sizeRatio!, params.sizeRatio);
    gl.uniform1f(at.u_feather!, 0.6 / params.pixelRatio + 0.2);
  }
}
