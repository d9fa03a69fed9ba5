import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { TestAuthority } from "@/tests/support/https-receiver";

export interface Nginx {
  stop: () => Promise<void>;
}

/** As `docs/operations.md` has it, with the paths of a run of its own. */
function configuration(folder: string, port: number, name: string, replicas: readonly number[]): string {
  return `
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  upstream switchboard {
    ${replicas.map((replica) => `server 127.0.0.1:${replica} max_fails=1 fail_timeout=5s;`).join("\n    ")}
  }
  server {
    listen 127.0.0.1:${port} ssl;
    server_name ${name};
    ssl_certificate ${folder}/portal.pem;
    ssl_certificate_key ${folder}/portal.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;
    server_tokens off;
    client_max_body_size 2m;
    location / {
      proxy_pass http://switchboard;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_read_timeout 120s;
      proxy_connect_timeout 2s;
    }
  }
}
`;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const connected = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}

/** Starts nginx with TLS before some replicas, and waits until it answers. */
export async function startNginx(
  { cert, key }: TestAuthority,
  { port, name }: { port: number; name: string },
  replicas: readonly number[],
): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), "sb-nginx-"));
  await chmod(folder, 0o755);
  await writeFile(join(folder, "portal.pem"), cert);
  await writeFile(join(folder, "portal.key"), key, { mode: 0o600 });
  await writeFile(join(folder, "nginx.conf"), configuration(folder, port, name, replicas));
  const words = ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log"), "-g", "daemon off;"];
  const child = spawn("/usr/sbin/nginx", words, { stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(child, "exit");
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error("nginx did not start");
    await pause(50);
  }
  return {
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
