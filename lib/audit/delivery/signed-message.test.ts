import { describe, expect, it } from "vitest";
import { newWebhookSecret, signedHeaders } from "./signed-message";

describe("the signature of a delivery", () => {
  it("is the one of the published example of Standard Webhooks", () => {
    const headers = signedHeaders(
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      '{"test": 2432232314}',
      new Date(1_614_265_330_999),
    );
    expect(headers).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("differs with the id, the second, the body and the secret", () => {
    const secret = newWebhookSecret();
    const at = new Date(5_000);
    const all = [
      signedHeaders(secret, "a", "b", at),
      signedHeaders(secret, "a2", "b", at),
      signedHeaders(secret, "a", "b2", at),
      signedHeaders(secret, "a", "b", new Date(6_000)),
      signedHeaders(newWebhookSecret(), "a", "b", at),
    ].map((headers) => headers["webhook-signature"]);
    expect(new Set(all).size).toBe(5);
  });

  it("is keyed with 32 bytes that no two webhooks share", () => {
    const [one, other] = [newWebhookSecret(), newWebhookSecret()];
    expect(one).not.toBe(other);
    expect(Buffer.from(one.replace("whsec_", ""), "base64")).toHaveLength(32);
  });
});
