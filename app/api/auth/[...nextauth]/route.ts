import { type AuthRouteContext, handleAuth } from "@/lib/bff/auth-handler";

export async function GET(request: Request, context: AuthRouteContext): Promise<Response> {
  return await handleAuth(request, context);
}

export async function POST(request: Request, context: AuthRouteContext): Promise<Response> {
  return await handleAuth(request, context);
}
