import { linkPreviewRoutes } from "@/app/api/_shared/link-preview";

export const { POST } = linkPreviewRoutes({
  page: "/reset-password",
  operationId: "previewPasswordReset",
  tag: "sign-in",
});
