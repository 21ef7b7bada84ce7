import type { FastifyInstance } from 'fastify';
import type { HubParts } from '../parts.ts';
import { slipRoutes } from './slip-routes.ts';
import { statusRoutes } from './status-routes.ts';
import { workRoutes } from './work-routes.ts';

/** Everything that staff see and do here. */
export async function staffRoutes(
  server: FastifyInstance,
  parts: HubParts & { readonly onWoken: () => void },
): Promise<void> {
  server.register(statusRoutes, parts);
  server.register(workRoutes, parts);
  server.register(slipRoutes, parts);
}
