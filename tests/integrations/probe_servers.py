"""Servers on loopback for probe.sh: TLS with openssl's certificates, and HTTP proxies of three kinds.

Usage: probe_servers.py FOLDER, which has server.key and the chains; prints the ports as shell
assignments and runs until it is ended. What clients send to proxies is kept in FOLDER/sent.
"""
import os
import socket
import ssl
import sys
import threading

folder = sys.argv[1]


def serve(handle):
    """A listening socket whose connections each get a thread; gives the port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(20)

    def accept():
        while True:
            client, _ = listener.accept()
            threading.Thread(target=guarded, args=(handle, client), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def guarded(handle, client):
    try:
        handle(client)
    except OSError:
        pass  # the other side went away, as it may
    finally:
        client.close()


def tls(chain, newest=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    if newest:
        context.maximum_version = newest
    context.load_cert_chain(os.path.join(folder, chain), os.path.join(folder, "server.key"))

    def handle(client):
        with context.wrap_socket(client, server_side=True) as server:
            server.recv(1)

    return handle


def head_of(client):
    head = b""
    while b"\r\n\r\n" not in head:
        more = client.recv(4096)
        if not more:
            return ""
        head += more
    with open(os.path.join(folder, "sent"), "ab") as sent:
        sent.write(head)
    return head.decode("ascii")


def copy(source, target):
    try:
        while data := source.recv(16384):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def proxy(client):
    host, port = head_of(client).split(" ")[1].rsplit(":", 1)
    if not host.endswith(".invalid"):  # the world is out of reach
        client.sendall(b"HTTP/1.1 403 Not from here\r\n\r\n")
        return
    with socket.create_connection(("127.0.0.1", int(port))) as server:
        client.sendall(b"HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n")
        back = threading.Thread(target=copy, args=(server, client), daemon=True)
        back.start()
        copy(client, server)
        back.join()


def log_on(client):
    head_of(client)
    client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n"
                   b"Proxy-Authenticate: Negotiate\r\nContent-Length: 2\r\n\r\nno")


def silent(client):
    head_of(client)
    threading.Event().wait()


ports = {
    "whole": serve(tls("whole.pem")),
    "without_root": serve(tls("without-root.pem")),
    "old": serve(tls("whole.pem", ssl.TLSVersion.TLSv1_1)),
    "closing": serve(lambda client: client.recv(1)),
    "proxy": serve(proxy),
    "log_on": serve(log_on),
    "silent": serve(silent),
}
print(" ".join(f"{name}={port}" for name, port in ports.items()), flush=True)
threading.Event().wait()
