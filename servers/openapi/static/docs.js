// Shows the interface document of this server, and sends requests to it. Text goes into the page as text only.
"use strict";

const SHOWN = 200000; // characters of a reply
const byId = (id) => document.getElementById(id);

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function resolve(spec, schema) {
  const ref = schema && schema.$ref;
  if (!ref) return schema || {};
  return ref.slice(2).split("/").reduce((node, key) => node[key], spec);
}

function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.map(String).join(" | ");
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" or ");
  if (schema.type === "array") return `list of ${typeOf(schema.items || {})}`;
  const type = [].concat(schema.type || "any").join(" or ");
  const range = schema.minimum !== undefined && schema.maximum !== undefined ? ` ${schema.minimum}..${schema.maximum}` : "";
  return type + range + (schema.format ? ` (${schema.format})` : "");
}

function example(spec, schema, depth) {
  const known = resolve(spec, schema);
  if (known.default !== undefined) return known.default;
  if (known.enum) return known.enum[0];
  if (known.anyOf) return example(spec, known.anyOf[0], depth);
  const type = [].concat(known.type || "string")[0];
  if (type === "object") {
    if (depth > 2) return {};
    const names = known.required || Object.keys(known.properties || {});
    return Object.fromEntries(names.map((n) => [n, example(spec, known.properties[n], depth + 1)]));
  }
  return { array: [], integer: known.minimum || 0, number: 0, boolean: false, null: null }[type] ?? "";
}

function whoMay(operation) {
  if (operation.security.length === 0) return "anybody";
  const roles = operation.security.flatMap((s) => s.bearer || []);
  const scopes = operation.security.flatMap((s) => s.apiKey || []);
  return (roles.includes("admin") ? "administrators" : "who is signed in") + (scopes.length ? `, keys: ${scopes.join(" ")}` : "");
}

function row(...cells) {
  return make("tr", {}, ...cells.map((cell) => make("td", {}, cell)));
}

function responses(spec, operation) {
  const table = make("table");
  for (const [status, response] of Object.entries(operation.responses)) {
    if (status === "default") continue;
    const kinds = Object.entries(resolve(spec, response).content || {});
    const told = kinds.map(([type, media]) => `${type}${media.schema && media.schema.$ref ? `: ${typeOf(media.schema)}` : ""}`);
    table.append(row(status, resolve(spec, response).description, told.join(", ")));
  }
  return table;
}

function field(parameter) {
  const schema = parameter.schema || {};
  if (!schema.enum) return make("input", { placeholder: typeOf(schema), autocomplete: "off" });
  const values = parameter.required ? schema.enum : ["", ...schema.enum];
  return make("select", {}, ...values.map((value) => make("option", {}, String(value))));
}

function inputs(operation) {
  const table = make("table");
  const fields = operation.parameters.map((parameter) => {
    const input = field(parameter);
    input.setAttribute("aria-label", parameter.name);
    table.append(row(parameter.name + (parameter.required ? " *" : ""), parameter.in, input));
    return { parameter, input };
  });
  return { table, fields };
}

function bodyField(spec, operation) {
  const content = operation.requestBody && operation.requestBody.content;
  if (!content) return null;
  if (content["application/json"]) {
    const area = make("textarea", { spellcheck: "false", "aria-label": "body" });
    area.value = JSON.stringify(example(spec, content["application/json"].schema, 0), null, 2);
    return { node: area, body: () => area.value, type: "application/json" };
  }
  const file = make("input", { type: "file", "aria-label": "file" });
  return {
    node: file,
    body: () => {
      const form = new FormData();
      if (file.files.length) form.append("file", file.files[0]);
      return form;
    },
  };
}

function request(path, method, fields, body) {
  const headers = {};
  const query = new URLSearchParams();
  let target = path;
  for (const { parameter, input } of fields) {
    const value = input.value;
    if (parameter.in === "path") target = target.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value !== "" && parameter.in === "query") query.set(parameter.name, value);
    else if (value !== "") headers[parameter.name] = value;
  }
  const token = byId("token").value.trim();
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body && body.type) headers["Content-Type"] = body.type;
  const search = query.toString();
  return [target + (search ? `?${search}` : ""), { method, headers, body: body ? body.body() : undefined, credentials: "same-origin" }];
}

async function show(reply, out) {
  const head = [`${reply.status} ${reply.statusText}`, ...[...reply.headers].map(([n, v]) => `${n}: ${v}`), "", ""].join("\n");
  const type = reply.headers.get("Content-Type") || "";
  if (!/json|text|javascript/.test(type)) {
    out.textContent = `${head}${(await reply.blob()).size} bytes`;
    return;
  }
  const reader = reply.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    text += done ? decoder.decode() : decoder.decode(value, { stream: true });
    out.textContent = head + text.slice(0, SHOWN);
    if (done) break;
    if (text.length > SHOWN) {
      await reader.cancel();
      return;
    }
  }
  if (type.includes("json") && !type.includes("ndjson") && text) out.textContent = head + JSON.stringify(JSON.parse(text), null, 2);
}

function tryOut(spec, path, method, operation) {
  const { table, fields } = inputs(operation);
  const body = bodyField(spec, operation);
  const send = make("button", { type: "button" }, "Send");
  const out = make("pre", { hidden: "" });
  send.addEventListener("click", async () => {
    out.hidden = false;
    out.textContent = "…";
    send.disabled = true;
    try {
      await show(await fetch(...request(path, method.toUpperCase(), fields, body)), out);
    } catch (failure) {
      out.textContent += `\n${failure.message}`;
    } finally {
      send.disabled = false;
    }
  });
  return [make("h3", {}, "Try it"), table, ...(body ? [body.node] : []), send, out];
}

function fill(spec, path, method, operation) {
  return make("div", { class: "body" }, ...operation.description.split("\n\n").map((text) => make("p", {}, text)),
    make("h3", {}, "Replies"), responses(spec, operation), ...tryOut(spec, path, method, operation));
}

function entry(spec, path, method, operation) {
  const box = make("details", { id: operation.operationId },
    make("summary", {}, make("span", { class: "method" }, method.toUpperCase()), make("span", { class: "path" }, path),
      make("span", { class: "what" }, operation.summary), make("span", { class: "who" }, whoMay(operation))));
  box.addEventListener("toggle", () => {
    if (box.open && box.children.length === 1) box.append(fill(spec, path, method, operation));
  });
  return { box, words: `${method} ${path} ${operation.summary} ${operation.operationId}`.toLowerCase() };
}

function draw(spec) {
  const services = byId("services");
  const sections = [];
  byId("title").textContent = `${spec.info.title} ${spec.info.version}: HTTP interface`;
  byId("about").textContent = spec.info.description;
  services.replaceChildren();
  for (const { name } of spec.tags) {
    const entries = [];
    for (const [path, item] of Object.entries(spec.paths))
      for (const [method, operation] of Object.entries(item))
        if (operation.tags.includes(name)) entries.push(entry(spec, path, method, operation));
    if (entries.length === 0) continue;
    const section = make("section", {}, make("h2", {}, name), ...entries.map((e) => e.box));
    services.append(section);
    sections.push({ section, entries });
  }
  return sections;
}

function filter(sections, text) {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const { section, entries } of sections) {
    let any = false;
    for (const { box, words } of entries) {
      box.hidden = !wanted.every((word) => words.includes(word));
      any = any || !box.hidden;
    }
    section.hidden = !any;
  }
}

async function start() {
  try {
    const reply = await fetch("/api/v1/openapi.json");
    if (!reply.ok) throw new Error(`${reply.status} ${reply.statusText}`);
    const sections = draw(await reply.json());
    byId("search").addEventListener("input", (event) => filter(sections, event.target.value));
    const asked = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (asked) asked.open = true;
  } catch (failure) {
    byId("services").textContent = `The document cannot be shown: ${failure.message}`;
  }
}

start();
