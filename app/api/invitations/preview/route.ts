import { linkPreviewRoutes } from "@/app/api/_shared/link-preview";

export const { POST } = linkPreviewRoutes({
  page: "/invite",
  operationId: "previewInvitation",
  tag: "people",
});
