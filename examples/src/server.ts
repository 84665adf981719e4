import { serve } from "@hono/node-server";
import { Hono } from "hono";

const entries: string[] = [];
const app = new Hono();

app.get("/health", (context) => context.text("ok"));
app.get("/", (context) => context.json(entries));
app.post("/", async (context) => {
  entries.push(await context.req.text());
  return context.json(entries, 201);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) });
