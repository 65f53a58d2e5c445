using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.ApiServer.Http.Negotiation;
using KubeSharp.ApiServer.OpenApi;
using KubeSharp.ApiServer.Tests.Operations;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.ApiServer.Tests.Fuzzing;

/// <summary>Makes requests for every operation of the API that are nearly right, each in a few respects wrong.</summary>
internal sealed class RequestMaker
{
    private static readonly string[] Names = ["a", "a", "a", "a", "a", "a", "a", "a", "b", "kubernetes", "default", "..", "%2e%2e", "A_b", "a%00b", "%ff", "a.b/c", ""];

    private static readonly string[] Values =
    [
        "", "true", "false", "1", "0", "-1", "All", "Strict", "Ignore", "Exact", "NotOlderThan", "999999999", "9223372036854775808", "a=b", "a in (b)", "!a", "metadata.name=a",
        "spec.nodeName!=x", "status.phase=Running", "Foreground", "Orphan", "Background", "%ff", "%00", "%zz", "%", "+", "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhIn0",
        "eyJydiI6LTEsInN0YXJ0IjoiYSJ9", "Metadata", "None", "2s", "-5s", "1h",
    ];

    private static readonly string[] Accepts =
    [
        MediaTypes.Json, MediaTypes.Protobuf, MediaTypes.Yaml, "*/*", "application/json;as=Table;v=v1;g=meta.k8s.io", "application/json;as=Table;v=v1beta1;g=meta.k8s.io,*/*;q=0.1",
        "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", "application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
        "application/json;as=Table;v=v9;g=x", ";;;", "a/b;q=x,", "text/html", "application/json;q=0", "application/json;stream=watch", "application/cbor", "\u00e9",
    ];

    private static readonly string[] ContentTypes =
    [
        MediaTypes.Json, MediaTypes.Json, MediaTypes.Json, MediaTypes.Yaml, MediaTypes.Protobuf, "", "application/json; charset=utf-8", "application/json;;", "text/plain", "/", "application/cbor",
    ];

    private static readonly string[] PatchTypes =
    [
        "application/strategic-merge-patch+json", "application/merge-patch+json", "application/json-patch+json", "application/apply-patch+yaml",
        "application/apply-patch+cbor", MediaTypes.Json,
    ];

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Impersonate-User", "jane"), ("Impersonate-Group", "system:masters"), ("Impersonate-Extra-a%2Fb", "c"), ("Impersonate-Extra-%zz", "c"), ("Impersonate-Uid", "1"),
        ("Audit-Id", "\u00e9"), ("User-Agent", "curl/8"), ("User-Agent", "\u00ff/\u0001"), ("Accept-Encoding", "gzip"), ("Content-Encoding", "gzip"),
        ("X-Remote-User", "root"), ("If-None-Match", "\"x\""), ("Origin", "null"), ("Sec-WebSocket-Protocol", "base64url.bearer.authorization.k8s.io.AAA"),
        ("Authorization", "Basic OnBhc3M="), ("Authorization", "Bearer"), ("Authorization", "Bearer a.b.c"), ("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA"),
        ("Upgrade", "SPDY/3.1"), ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Traceparent", "00-0-0-00"),
    ];

    private readonly Random _random;
    private readonly RandomDocuments _documents;
    private readonly JsonMutator _structures;
    private readonly ApiResource[] _resources;
    private readonly Dictionary<ApiResource, List<byte[]>> _taken;

    public RequestMaker(Random random, IEnumerable<ApiResource> resources)
    {
        _random = random;
        _documents = new RandomDocuments(random);
        _structures = new JsonMutator(random, ["a", "default", "Never", "Always", "ClusterIP", "1Gi", "100m", "10.96.0.1", "kubernetes.io/hostname", "true", "self.a == 1", "0 0 * * *"]);
        _resources = [.. resources];
        _taken = _resources.ToDictionary(resource => resource, resource => new List<byte[]> { Encoding.UTF8.GetBytes(MinimalObjects.Make(resource, "a").ToJsonString()) });
    }

    public (FuzzRequest Request, ApiResource Resource, byte[] Document) Next()
    {
        var resource = Pick(_resources);
        var path = Pick([.. new ResourcePaths(resource).All().Where(path => path.Operations.Count > 0 && !path.Path.Contains("/proxy", StringComparison.Ordinal))]);
        var operation = Pick(path.Operations);
        var method = Rarely() ? Pick<string>(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "get", "X"]) : operation.Method.ToUpperInvariant();
        var document = Document(resource);
        var headers = new List<(string, string)>();
        if (Rarely())
        {
            headers.Add(("Accept", Pick(Accepts)));
        }

        for (; Rarely(); headers.Add(Pick(Headers)))
        {
        }

        var body = method is "POST" or "PUT" or "PATCH" or "DELETE" ? Body(method, resource, document, headers) : [];
        return (new FuzzRequest(method, Fill(path.Path), Query(operation), headers, body), resource, document);
    }

    /// <summary>A document that was stored is a good one to change.</summary>
    public void Keep(ApiResource resource, byte[] document)
    {
        var taken = _taken[resource];
        if (taken.Count < 40)
        {
            taken.Add(document);
        }
        else
        {
            taken[_random.Next(taken.Count)] = document;
        }
    }

    private byte[] Document(ApiResource resource)
    {
        var taken = _taken[resource];
        var made = _random.Next(6) == 0 && resource.Type is { } type ? _documents.Object(type.Schema).ToJson() : Pick(taken);
        var other = resource.Type is { } schema && Often() ? _documents.Object(schema.Schema).ToJson() : Pick(taken);
        return _random.Next(5) == 0 ? made : _structures.Change(made, other) ?? made;
    }

    private byte[] Body(string method, ApiResource resource, byte[] document, List<(string, string)> headers)
    {
        if (method == "DELETE")
        {
            return Often() ? [] : _structures.Change("""{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0,"preconditions":{"uid":"a"}}"""u8.ToArray(), document)!;
        }

        var type = Pick(method == "PATCH" ? PatchTypes : ContentTypes);
        headers.Add(("Content-Type", type));
        return type switch
        {
            "application/json-patch+json" => Operations(document),
            MediaTypes.Yaml when Often() => Yaml(document),
            MediaTypes.Protobuf when Often() && resource.Type is not null => Protobuf(resource.Type, document),
            _ => document,
        };
    }

    /// <summary>A JSON patch that puts a part of the document somewhere.</summary>
    private byte[] Operations(byte[] document)
    {
        var operations = new JsonArray();
        for (var i = 1 + _random.Next(3); i > 0; i--)
        {
            var value = JsonNode.Parse(document);
            var pointer = "";
            for (var depth = _random.Next(5); depth > 0 && value is JsonObject { Count: > 0 } map; depth--)
            {
                var key = Pick([.. map.Select(pair => pair.Key)]);
                (value, pointer) = (map[key], $"{pointer}/{key}");
            }

            operations.Add(new JsonObject
            {
                ["op"] = Pick<string>(["add", "remove", "replace", "move", "copy", "test"]),
                ["path"] = pointer + Pick<string>(["", "", "/0", "/-", "/a~1b"]),
                ["from"] = Pick<string>(["/metadata", "/spec", "/metadata/name", ""]),
                ["value"] = value?.DeepClone(),
            });
        }

        var patch = Encoding.UTF8.GetBytes(operations.ToJsonString());
        return _random.Next(3) == 0 ? _structures.Change(patch, document)! : patch;
    }

    private static byte[] Yaml(byte[] document)
    {
        try
        {
            return YamlJson.FromJson(document);
        }
        catch (DecodeException)
        {
            return document;
        }
    }

    private static byte[] Protobuf(ApiType type, byte[] document)
    {
        try
        {
            return ProtobufCodec.Encode(JsonCodec.Decode(type, document, new DecodeWarnings()));
        }
        catch (DecodeException)
        {
            return document;
        }
    }

    private string Fill(string template)
    {
        var path = template.Replace("{namespace}", Rarely() ? Pick(Names) : "default").Replace("{name}", Pick(Names));
        return Rarely() && Rarely() ? path.Insert(_random.Next(1, path.Length), Pick<string>(["/", "//", "%2f", ".", "\u00e9", "%00"])) : path;
    }

    /// <summary>Writes are mostly tried dry, so that the store does not fill up.</summary>
    private string Query(Operation operation)
    {
        List<string> parts = operation.Action is "list" or "get" || Rarely() ? [] : ["dryRun=All"];
        for (; _random.Next(3) == 0;)
        {
            parts.Add($"{(operation.Query.Count > 0 && !Rarely() ? Pick(operation.Query).Name : Pick(QueryParameter.OfList).Name)}={Pick(Values)}");
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private bool Often() => _random.Next(2) == 0;

    private bool Rarely() => _random.Next(6) == 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
