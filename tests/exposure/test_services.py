"""Services without a server at hand: recorded answers and protocol fakes, each on an unusual port.

What the answers say is from recordings of real servers or from the services' documentation (see `verified` in the
cards). Each fake is also a test that no other card claims it.
"""

from __future__ import annotations

import json
import struct
from socket import socket
from typing import Any

import bson
import pytest

from spro.exposure.catalogue import catalogue
from spro.exposure.gate import Limits
from spro.exposure.model import Observation, Verdict

from . import fakes
from .conftest import RunCheck
from .fakes import JSON, Answer

FAST = Limits(requests_per_second=0, greeting=0.05, timeout=5.0)
OPEN, AUTH, BLOCKED, UNKNOWN = Verdict.OPEN, Verdict.AUTH_REQUIRED, Verdict.BLOCKED, Verdict.INCONCLUSIVE
MAIL = "alice@" + "brightpost-mail.org"


def ok(body: Any, **headers: str) -> Answer:
    text = body if isinstance(body, str) else json.dumps(body)
    return 200, {**(JSON if text[:1] in "[{" else {}), **headers}, text


def no(status: int = 401, body: str = '{"detail": "Not authenticated"}', **headers: str) -> Answer:
    return status, {**JSON, **headers}, body


HTML = {"Content-Type": "text/html"}
S3 = '<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets><Bucket><Name>chats</Name></Bucket></Buckets></ListAllMyBucketsResult>'
DENIED = '<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>'
XML = {"Content-Type": "application/xml"}
ES = {"name": "n", "cluster_name": "c", "version": {"number": "8.15.0"}, "tagline": "You Know, for Search"}
SECURITY = '{"error": {"type": "security_exception", "reason": "missing authentication credentials"}, "status": 401}'
SEARCH = {"hits": {"hits": [{"_source": {"user": MAIL}}]}}
PODS = {"kind": "PodList", "items": [{"metadata": {"namespace": "default", "name": "web-1"}}]}

# service, answers by path, verdict, one of the names, what is in the samples
HTTP: list[tuple[str, dict[str, Answer], Verdict, str, set[str]]] = [
    ("elasticsearch", {"/": ok(ES), "/_cat/indices?format=json": ok([{"index": "chats"}]), "/chats/_search?size=5": ok(SEARCH)}, OPEN, "chats", {"EMAIL"}),
    ("elasticsearch", {"/": no(401, SECURITY, **{"WWW-Authenticate": "Basic"}), "/_cat/indices?format=json": no(401, SECURITY)}, AUTH, "", set()),
    ("qdrant", {"/": ok({"title": "qdrant - vector search engine", "version": "1.11.0"}), "/collections": ok({"result": {"collections": [{"name": "docs"}]}}), "/collections/docs/points/scroll": ok({"result": {"points": [{"id": 1, "payload": {"mail": MAIL}}]}})}, OPEN, "docs", {"EMAIL"}),
    ("qdrant", {"/": ok({"title": "qdrant - vector search engine", "version": "1.11.0"}), "/collections": no(401)}, AUTH, "", set()),
    ("weaviate", {"/v1/meta": ok({"hostname": "h", "modules": {}, "version": "1.25.1"}), "/v1/schema": ok({"classes": [{"class": "Chat"}]}), "/v1/objects?class=Chat&limit=5": ok({"objects": [{"properties": {"mail": MAIL}}]})}, OPEN, "Chat", {"EMAIL"}),
    ("weaviate", {"/v1/meta": no(401, '{"error":[{"message":"anonymous access not enabled"}]}')}, AUTH, "", set()),
    ("milvus", {"POST /v2/vectordb/collections/list": ok({"code": 0, "data": ["docs"]}), "POST /v2/vectordb/entities/query": ok({"code": 0, "data": [{"text": MAIL}]})}, OPEN, "docs", {"EMAIL"}),
    ("milvus", {"POST /v2/vectordb/collections/list": ok({"code": 1800, "message": "user hasn't authenticated"})}, AUTH, "", set()),
    ("ollama", {"/": ok("Ollama is running"), "/api/version": ok({"version": "0.5.1"}), "/api/tags": ok({"models": [{"name": "llama3:8b"}]})}, OPEN, "llama3:8b", set()),
    ("ollama", {"/": ok("Ollama is running"), "/api/tags": no(403)}, AUTH, "", set()),
    ("vllm", {"/version": ok('{"version":"0.6.3"}'), "/v1/models": ok({"object": "list", "data": [{"id": "m", "owned_by": "vllm"}]})}, OPEN, "m", set()),
    ("vllm", {"/version": ok('{"version":"0.6.3"}'), "/v1/models": no(401, '{"error":"Unauthorized"}')}, AUTH, "", set()),
    ("openai-api", {"/v1/models": ok({"object": "list", "data": [{"id": "m", "owned_by": "llamacpp"}]})}, OPEN, "m", set()),
    ("litellm", {"/health/liveliness": ok('"I\'m alive!"'), "/v1/models": ok('{"data":[{"id":"openai/fake","object":"model","created":1677610602,"owned_by":"openai"}],"object":"list"}')}, OPEN, "openai/fake", set()),
    ("litellm", {"/health/liveliness": ok('"I\'m alive!"'), "/v1/models": (500, {}, "Internal Server Error")}, UNKNOWN, "", set()),
    ("phoenix", {"/arize_phoenix_version": ok("20.26.1"), "/healthz": ok("OK"), "/v1/projects": ok({"data": [{"name": "default", "id": "UHJvamVjdDox"}]}), "/v1/projects/UHJvamVjdDox/spans?limit=5": ok({"data": [{"attributes": {"input": MAIL}}]})}, OPEN, "default", {"EMAIL"}),
    ("phoenix", {"/arize_phoenix_version": ok("20.26.1"), "/healthz": ok("OK"), "/v1/projects": no(401, "Invalid token", **{"WWW-Authenticate": 'Bearer realm="Arize Phoenix"'})}, AUTH, "", set()),
    ("ray", {"/api/version": ok({"version": "4", "ray_version": "2.60.0", "ray_commit": "b7f4"}), "/api/jobs/": ok([{"submission_id": "raysubmit_1"}])}, OPEN, "raysubmit_1", set()),
    ("ray", {"/api/version": ok({"version": "4", "ray_version": "2.60.0"}), "/api/jobs/": no(401)}, AUTH, "", set()),
    ("mlflow", {"/health": ok("OK"), "/version": (200, HTML, "3.17.2"), "/api/2.0/mlflow/experiments/search?max_results=100": ok({"experiments": [{"name": "Default"}]})}, OPEN, "Default", set()),
    ("mlflow", {"/health": ok("OK"), "/version": (200, HTML, "3.17.2"), "/api/2.0/mlflow/experiments/search?max_results=100": no(403, "Invalid Host header - possible DNS rebinding attack detected")}, BLOCKED, "", set()),
    ("mlflow", {"/health": ok("OK"), "/version": no(401, "You are not authenticated.", **{"WWW-Authenticate": 'Basic realm="mlflow"'})}, AUTH, "", set()),
    ("tensorboard", {"/data/environment": ok({"version": "2.21.0", "data_location": "/runs"}), "/data/runs": ok(["train"])}, OPEN, "train", set()),
    ("gradio", {"/": (200, HTML, '<meta property="og:title" content="Gradio" />'), "/config": ok('{"version":"6.31.0","api_prefix":"/gradio_api","components":[]}')}, OPEN, "", set()),
    ("gradio", {"/": (200, HTML, '<meta property="og:title" content="Gradio" />'), "/config": no(401, '{"detail":{"error":"Not authenticated","auth_message":null}}')}, AUTH, "", set()),
    ("streamlit", {"/_stcore/health": ok("ok"), "/_stcore/host-config": ok({"allowedOrigins": []})}, UNKNOWN, "", set()),
    ("langserve", {"/openapi.json": ok({"openapi": "3.1.0", "paths": {"/chain/input_schema": {}, "/chain/invoke": {}}})}, OPEN, "/chain/input_schema", set()),
    ("couchdb", {"/": ok('{"express-pouchdb":"Welcome!","version":"4.2.0"}'), "/_all_dbs": ok(["chats"]), "/chats/_all_docs?limit=5&include_docs=true": ok({"rows": [{"doc": {"mail": MAIL}}]})}, OPEN, "chats", {"EMAIL"}),
    ("couchdb", {"/": ok('{"couchdb":"Welcome","version":"3.3.3"}'), "/_all_dbs": no(401)}, AUTH, "", set()),
    ("rabbitmq-management", {"/": (200, HTML, "<title>RabbitMQ Management</title>"), "/api/overview": no(401, "", **{"WWW-Authenticate": 'Basic realm="RabbitMQ Management"'})}, AUTH, "", set()),
    ("s3", {"/": (200, XML, S3), "/chats?list-type=2&max-keys=100": (200, XML, "<ListBucketResult><Contents><Key>a.json</Key></Contents></ListBucketResult>")}, OPEN, "chats.a.json", set()),
    ("s3", {"/": (403, XML, DENIED)}, AUTH, "", set()),
    ("docker-api", {"/version": ok({"ApiVersion": "1.45", "Version": "26.1"}), "/containers/json?limit=20": ok([{"Names": ["/web"]}]), "/images/json": ok([{"RepoTags": ["app:1"]}])}, OPEN, "app:1", set()),
    ("kubelet", {"/pods": ok(PODS)}, OPEN, "default.web-1", set()),
    ("kubelet", {"/pods": no(403, "Forbidden (user=system:anonymous, verb=get, resource=nodes)")}, BLOCKED, "", set()),
    ("grafana", {"/": (302, {"Location": "/login"}, ""), "/api/health": ok({"database": "ok", "version": "11.1.0"}), "/api/org": ok({"id": 1, "name": "Main Org."}), "/api/search?limit=100": ok([{"title": "Costs"}])}, OPEN, "Costs", set()),
    ("grafana", {"/": (302, {"Location": "/login"}, ""), "/api/health": ok({"database": "ok", "version": "11.1.0"}), "/api/org": no(401)}, AUTH, "", set()),
    ("kibana", {"/api/status": ok({"name": "k", "version": {"number": "8.15.0"}}), "/api/spaces/space": ok([{"id": "default"}])}, OPEN, "default", set()),
    ("kibana", {"/api/status": no(401, "{}", **{"kbn-name": "k"}), "/api/spaces/space": no(401)}, AUTH, "", set()),
    ("n8n", {"/rest/settings": ok({"data": {"userManagement": {"showSetupOnFirstLoad": True}}})}, OPEN, "", set()),
    ("n8n", {"/rest/settings": ok({"data": {"userManagement": {"showSetupOnFirstLoad": False}}}), "/api/v1/workflows?limit=1": no(401)}, AUTH, "", set()),
    ("langfuse", {"/api/public/health": ok({"status": "OK", "version": "3.1.0"}), "/api/public/projects": no(401)}, AUTH, "", set()),
    ("airflow", {"/api/v2/version": ok('{"version":"3.3.2","git_version":".release:aa19"}'), "/api/v2/monitor/health": ok({}), "/api/v2/dags?limit=100": no(401)}, AUTH, "", set()),
    ("airflow", {"/api/v2/version": ok('{"version":"3.3.2","git_version":".release:aa19"}'), "/api/v2/dags?limit=100": ok({"dags": [{"dag_id": "etl"}]})}, OPEN, "etl", set()),
    ("influxdb", {"/ping": (204, {"X-Influxdb-Version": "1.6.7~rc0"}, ""), "/query?q=SHOW%20DATABASES": no(403, '{"error":"create admin user first or disable authentication"}')}, AUTH, "", set()),
    ("docker-registry", {"/v2/": ok("{}", **{"Docker-Distribution-Api-Version": "registry/2.0"}), "/v2/_catalog?n=100": ok({"repositories": ["app"]})}, OPEN, "app", set()),
    ("clickhouse-http", {"/": ok("Ok.\n"), "/ping": ok("Ok.\n"), "/?query=SELECT%20version()": (403, {"X-ClickHouse-Exception-Code": "516"}, "Code: 516. DB::Exception: default: Authentication failed")}, AUTH, "", set()),
    ("clickhouse-http", {"/": ok("Ok.\n"), "/ping": ok("Ok.\n"), "/?query=SELECT%20version()": (500, {}, "Code: 158, e.displayText() = DB::Exception: Limit for rows to read exceeded")}, OPEN, "", set()),
    ("mcp", {"POST /mcp": (401, {"WWW-Authenticate": "Bearer"}, "")}, AUTH, "", set()),
]  # fmt: skip


def only(run_check: RunCheck, port: int, **options: Any) -> Observation:
    (seen,) = run_check(port, limits=FAST, **options).observations
    return seen


@pytest.mark.parametrize(
    ("service", "answers", "verdict", "name", "types"),
    HTTP,
    ids=[f"{row[0]}-{row[2]}-{n}" for n, row in enumerate(HTTP)],
)
def test_http_service(
    run_check: RunCheck, service: str, answers: dict[str, Answer], verdict: Verdict, name: str, types: set[str]
) -> None:
    with fakes.http(answers) as port:
        seen = only(run_check, port)
    assert (seen.service, seen.verdict) == (service, verdict), seen.reason
    assert not name or name in {item.name for item in seen.contents}
    assert {found.type for found in seen.exposed} == types
    assert MAIL not in repr(seen)


@pytest.mark.parametrize(
    "body",
    [
        "null",
        "[]",
        "[null, 1, true, 1.5, [], {}]",
        '[{"index": null}, {"index": {"a": 1}}, {"index": ["x"]}, {"index": ""}, {"index": "../x"}, {"index": "a b"}]',
        '{"collections": 7, "result": {"collections": {"name": "x"}}, "models": "x", "data": {"name": []}}',
        '[{"index": "deep"}]',
    ],
)
@pytest.mark.parametrize("service", ["elasticsearch", "qdrant", "ollama"])
def test_answers_of_a_strange_shape(run_check: RunCheck, service: str, body: str) -> None:
    root = {
        "elasticsearch": json.dumps(ES),
        "qdrant": '{"title": "qdrant", "version": "1.1.1"}',
        "ollama": "Ollama is running",
    }
    deep = '{"hits": {"hits": [{"_source": ' + '{"a":[' * 300 + "]}" * 300 + "}]}}"
    answers = {"/": ok(root[service]), "/deep/_search?size=5": ok(deep)}
    with fakes.http(answers, otherwise=(200, JSON, body)) as port:
        assert only(run_check, port).verdict in (OPEN, UNKNOWN)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (ok("<html>hello</html>"), UNKNOWN),
        (ok("OK"), UNKNOWN),
        (ok({"status": "healthy", "version": "1.2.3"}), UNKNOWN),
        (no(401, "", **{"WWW-Authenticate": 'Basic realm="r"'}), AUTH),
        (no(403, "Forbidden"), BLOCKED),
        ((302, {"Location": "http://192.0.2.1/"}, ""), UNKNOWN),
        ((500, {}, "oops"), UNKNOWN),
    ],
)
def test_a_server_that_says_the_same_to_everything_is_no_open_service(
    run_check: RunCheck, answer: Answer, verdict: Verdict
) -> None:
    with fakes.http({}, otherwise=answer) as port:
        seen = only(run_check, port)
    assert (seen.service, seen.verdict) == ("http", verdict), seen.reason


def op_msg(document: dict[str, Any]) -> bytes:
    body = struct.pack("<IB", 0, 0) + bson.encode(document)
    return struct.pack("<iiii", 16 + len(body), 7, 1, 2013) + body


def mongo(*, protected: bool) -> Any:
    def talk(line: socket) -> None:
        while data := line.recv(65_536):
            if len(data) < 16 or struct.unpack_from("<i", data, 12)[0] != 2013:
                return
            asked = bson.decode(data[21:])
            if "hello" in asked:
                line.sendall(op_msg({"ok": 1.0, "isWritablePrimary": True, "maxWireVersion": 21}))
            elif protected:
                line.sendall(
                    op_msg({"ok": 0.0, "code": 13, "codeName": "Unauthorized", "errmsg": "requires authentication"})
                )
            elif "listDatabases" in asked:
                line.sendall(op_msg({"ok": 1.0, "databases": [{"name": "chat"}]}))
            elif "listCollections" in asked:
                line.sendall(
                    op_msg({"ok": 1.0, "cursor": {"id": 0, "firstBatch": [{"name": "logs", "type": "collection"}]}})
                )
            else:
                assert asked["find"] == "logs"
                line.sendall(op_msg({"ok": 1.0, "cursor": {"id": 0, "firstBatch": [{"mail": MAIL}]}}))

    return talk


def test_mongodb(run_check: RunCheck) -> None:
    with fakes.tcp(mongo(protected=False)) as port:
        seen = only(run_check, port)
    assert (seen.service, seen.verdict) == ("mongodb", OPEN)
    assert {item.name for item in seen.contents} == {"chat", "chat.logs"}
    assert [(found.type, found.place) for found in seen.exposed] == [("EMAIL", "chat.logs.mail")]
    with fakes.tcp(mongo(protected=True)) as port:
        seen = only(run_check, port)
    assert (seen.service, seen.verdict) == ("mongodb", AUTH)


def kafka(*, sasl: bool) -> Any:
    def text(value: str) -> bytes:
        return struct.pack(">h", len(value)) + value.encode()

    partition = struct.pack(">hiiiiii", 0, 0, 1, 1, 1, 1, 1)
    metadata = (
        struct.pack(">i", 1) + struct.pack(">i", 1) + text("kafka") + struct.pack(">i", 9092) + struct.pack(">h", -1)
    )
    metadata += struct.pack(">i", 1) + struct.pack(">i", 1) + struct.pack(">h", 0) + text("prompts") + b"\0"
    metadata += struct.pack(">i", 1) + partition

    def talk(line: socket) -> None:
        while data := line.recv(65_536):
            if len(data) < 12:
                return
            size, key, _, correlation = struct.unpack_from(">ihhi", data)
            if size != len(data) - 4 or key not in (3, 18) or (sasl and key == 3):
                return
            body = metadata if key == 3 else struct.pack(">hi", 0, 0)
            line.sendall(struct.pack(">ii", 4 + len(body), correlation) + body)

    return talk


def test_kafka(run_check: RunCheck) -> None:
    with fakes.tcp(kafka(sasl=False)) as port:
        seen = only(run_check, port)
    assert (seen.service, seen.verdict) == ("kafka", OPEN)
    assert {item.name for item in seen.contents} == {"prompts"}
    with fakes.tcp(kafka(sasl=True)) as port:
        seen = only(run_check, port)
    assert (seen.service, seen.verdict) == ("kafka", AUTH)


def zookeeper(error: int) -> Any:
    session = struct.pack(">iiiqi", 36, 0, 5000, 77, 16) + bytes(16)
    children = struct.pack(">iqi", 1, 5, error) + (struct.pack(">ii", 1, 9) + b"zookeeper" if not error else b"")
    return fakes.answering(
        (b"\x00\x00\x00\x2c\x00", session), (b"\x00\x00\x00\x0e\x00", struct.pack(">i", len(children)) + children)
    )


def test_zookeeper(run_check: RunCheck) -> None:
    for error, verdict in ((0, OPEN), (-102, AUTH)):
        with fakes.tcp(zookeeper(error)) as port:
            seen = only(run_check, port)
        assert (seen.service, seen.verdict) == ("zookeeper", verdict)


def test_amqp(run_check: RunCheck) -> None:
    start = b"\x01\x00\x00\x00\x00\x01\xee\x00\x0a\x00\x0a\x00\x09\x00\x00\x01\xc9\x0ccapabilities"
    for mechanisms, verdict in ((b"PLAIN AMQPLAIN", AUTH), (b"ANONYMOUS PLAIN", UNKNOWN)):
        with fakes.tcp(fakes.answering((b"AMQP", start + mechanisms))) as port:
            seen = only(run_check, port)
        assert (seen.service, seen.verdict) == ("amqp", verdict)


def greeting(body: bytes) -> bytes:
    return len(body).to_bytes(3, "little") + b"\0" + body


@pytest.mark.parametrize(
    ("steps", "verdict"),
    [
        ([b"\x03\x00\x00\x04\x00\x00\x00"], OPEN),
        ([greeting(b"\xff\x15\x04#28000Access denied")], AUTH),
        ([greeting(b"\xfecaching_sha2_password\0" + b"x" * 20), greeting(b"\x00\x00\x00\x02\x00\x00\x00")], OPEN),
        ([greeting(b"\xfecaching_sha2_password\0" + b"x" * 20), greeting(b"\xff\x15\x04#28000Access denied")], AUTH),
        ([greeting(b"\xfedialog\0")], AUTH),
    ],
)
def test_mysql_8(run_check: RunCheck, steps: list[bytes], verdict: Verdict) -> None:
    hello = (
        b"\x0a8.4.2\0" + bytes(4) + b"12345678\0" + b"\xff\xf7\x21\x02\x00\xff\x81\x15" + bytes(10) + b"123456789012\0"
    )

    def talk(line: socket) -> None:
        line.sendall(greeting(hello + b"caching_sha2_password\0"))
        for step in steps:
            if not line.recv(65_536):
                return
            line.sendall(step)

    with fakes.tcp(talk) as port:
        seen = only(run_check, port, consent='["empty_password_login"]')
    assert (seen.service, seen.verdict, seen.version) == ("mysql", verdict, "8.4.2")


def test_mysql_that_refuses_the_host(run_check: RunCheck) -> None:
    with fakes.tcp(lambda line: line.sendall(greeting(b"\xff\x6a\x04Host is not allowed to connect"))) as port:
        seen = only(run_check, port)
    assert (seen.service, seen.verdict) == ("mysql", BLOCKED)


def test_every_service_is_shown_here_or_against_a_real_server() -> None:
    here = {row[0] for row in HTTP} | {"mongodb", "kafka", "zookeeper", "amqp", "mysql", "http"}
    real = {"clickhouse-native", "redis", "postgresql", "memcached", "etcd", "nats", "nats-monitoring", "mqtt"}
    assert here | real | {"prometheus", "chroma", "jupyter", "mcp-sse"} == set(catalogue().cards)
