using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.ApiServer.OpenApi;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Operations;

/// <summary>Calls each operation that the API description has for a resource, in an order in which each can succeed.</summary>
internal sealed class ResourceOperations(HttpClient client, ApiResource resource)
{
    public const string Namespace = "operations";

    private const string Item = "{name}";
    private const string Path = "{path}";

    private static readonly string[] Order = ["post", "list", "get", "watch", "watchlist", "patch", "put", "connect", "delete", "deletecollection"];

    private readonly List<string> _problems = [];
    private int _objects;

    /// <summary>What did not answer as it should; empty if all did.</summary>
    public async Task<IReadOnlyList<string>> CallAllAsync()
    {
        var operations = new ResourcePaths(resource).All()
            .SelectMany(path => path.Operations.Select(operation => (path.Path, Operation: operation)))
            .OrderBy(call => Array.IndexOf(Order, call.Operation.Action))
            .ThenBy(call => IsOfItem(call.Path))
            .ToList();
        foreach (var (path, operation) in operations)
        {
            var problem = await CallAsync(path, operation);
            if (problem is not null)
            {
                _problems.Add($"{operation.Verb}{operation.NameSuffix} {operation.Method} {path}: {problem}");
            }
        }

        return _problems;
    }

    private static bool IsOfItem(string path) => path.Contains(Item, StringComparison.Ordinal);

    private static string SubresourceOf(string path)
    {
        var item = path.IndexOf(Item + "/", StringComparison.Ordinal);
        return item < 0 ? "" : path[(item + Item.Length + 1)..].Replace("/" + Path, "");
    }

    private Task<string?> CallAsync(string path, Operation operation) => operation.Action switch
    {
        "post" => PostAsync(path),
        "list" => ListAsync(path),
        "watch" or "watchlist" => WatchAsync(path),
        "get" => GetAsync(path, operation),
        "patch" => PatchAsync(path, operation),
        "put" => PutAsync(path, operation),
        "connect" => ConnectAsync(path, operation),
        "delete" => DeleteAsync(path),
        "deletecollection" => DeleteCollectionAsync(path),
        _ => Task.FromResult<string?>("an action that this test does not know"),
    };

    private async Task<string?> PostAsync(string path)
    {
        var subresource = SubresourceOf(path);
        if (subresource.Length == 0 && resource.Name != "bindings")
        {
            var (code, body) = await SendAsync(HttpMethod.Post, Fill(path, ""), MinimalObjects.Make(resource, NewName()));
            return Check(code, body, 201, resource.Kind);
        }

        var name = resource.Name == "bindings" ? await NewPodAsync() : await NewObjectAsync();
        JsonObject content = subresource switch
        {
            "eviction" => new() { ["apiVersion"] = "policy/v1", ["kind"] = "Eviction", ["metadata"] = new JsonObject { ["name"] = name } },
            "token" => new() { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest" },
            _ => new()
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Binding",
                ["metadata"] = new JsonObject { ["name"] = name },
                ["target"] = new JsonObject { ["kind"] = "Node", ["name"] = "n" },
            },
        };
        var (answered, answer) = await SendAsync(HttpMethod.Post, Fill(path, name), content);
        return Check(answered, answer, 201, subresource == "token" ? "TokenRequest" : "Status");
    }

    private async Task<string?> ListAsync(string path)
    {
        var (code, body) = await SendAsync(HttpMethod.Get, Fill(path, ""));
        return Check(code, body, 200, resource.Kind + "List") ?? (body!["items"] is JsonArray { Count: > 0 } ? null : "the list is empty");
    }

    private async Task<string?> WatchAsync(string path)
    {
        var name = await NewObjectAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Fill(path, name) + "?resourceVersion=0&timeoutSeconds=5");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        var item = line is null ? null : JsonNode.Parse(line);
        return Check((int)response.StatusCode, item?["object"], 200, resource.Kind)
            ?? ((string?)item!["type"] == "ADDED" ? null : $"the first event is {item["type"]}");
    }

    private async Task<string?> GetAsync(string path, Operation operation)
    {
        if (resource.Name == "componentstatuses")
        {
            var (found, status) = await SendAsync(HttpMethod.Get, Fill(path, "etcd-0"));
            return Check(found, status, 200, resource.Kind);
        }

        var (code, body) = await SendAsync(HttpMethod.Get, Fill(path, await NewObjectAsync()));
        if (SubresourceOf(path) == "log")
        {
            // A pod without a node has no log yet.
            return code == 204 ? null : $"{code}: {body}";
        }

        return Check(code, body, 200, operation.Kind.Kind);
    }

    private async Task<string?> PatchAsync(string path, Operation operation)
    {
        var patch = operation.Kind.Kind == "Scale" ? """{"spec":{"replicas":2}}""" : """{"metadata":{"annotations":{"patched":"yes"}}}""";
        var (code, body) = await SendAsync(HttpMethod.Patch, Fill(path, await NewObjectAsync()), JsonNode.Parse(patch)!, "application/merge-patch+json");
        return Check(code, body, 200, operation.Kind.Kind);
    }

    /// <summary>The server itself may have changed the object meanwhile, such as the status of an APIService.</summary>
    private async Task<string?> PutAsync(string path, Operation operation)
    {
        const int attempts = 10;
        var name = await NewObjectAsync();
        for (var attempt = 1; ; attempt++)
        {
            var problem = await PutAsync(path, operation, name);
            if (problem?.StartsWith("409", StringComparison.Ordinal) != true || attempt == attempts)
            {
                return problem;
            }
        }
    }

    private async Task<string?> PutAsync(string path, Operation operation, string name)
    {
        var readable = SubresourceOf(path) == "finalize" ? path.Replace("/finalize", "") : path;
        var (_, current) = await SendAsync(HttpMethod.Get, Fill(readable, name));
        if (operation.Kind.Kind == "Scale")
        {
            current!["spec"]!["replicas"] = 3;
        }

        var (code, body) = await SendAsync(HttpMethod.Put, Fill(path, name), current);
        return Check(code, body, 200, operation.Kind.Kind);
    }

    /// <summary>There is no node, so that these get as far as finding that out.</summary>
    private async Task<string?> ConnectAsync(string path, Operation operation)
    {
        var name = await NewObjectAsync();
        var subresource = SubresourceOf(path);
        var query = subresource == "exec" ? "?command=true&stdout=1" : subresource == "attach" ? "?stdout=1" : "";
        var (code, body) = await SendAsync(new HttpMethod(operation.Method), Fill(path, name) + query);
        var expected = (resource.Name, subresource) switch
        {
            ("services", _) => 503,
            ("nodes", _) => 500,
            _ => 400,
        };
        return operation.Method == "head" ? (code == expected ? null : $"{code}") : Check(code, body, expected, "Status");
    }

    private async Task<string?> DeleteAsync(string path)
    {
        var (code, body) = await SendAsync(HttpMethod.Delete, Fill(path, await NewObjectAsync()));
        return Check(code, body, 200, (string?)body?["kind"] == "Status" ? "Status" : resource.Kind);
    }

    private async Task<string?> DeleteCollectionAsync(string path)
    {
        await NewObjectAsync();
        var (code, body) = await SendAsync(HttpMethod.Delete, Fill(path, "") + "?labelSelector=operations%3D" + resource.Name);
        return Check(code, body, 200, resource.Kind + "List");
    }

    private static string? Check(int code, JsonNode? body, int expectedCode, string expectedKind)
    {
        var kind = (string?)body?["kind"] ?? "";
        return code == expectedCode && kind == expectedKind ? null : $"{code} {kind}: {body?.ToJsonString()}";
    }

    private string NewName() => "o-" + new string('x', ++_objects);

    /// <summary>A new object for whoever changes it, as operations leave theirs in any state.</summary>
    private async Task<string> NewObjectAsync()
    {
        var path = resource.Namespaced ? $"namespaces/{Namespace}/{resource.Name}" : resource.Name;
        return await NewObjectAsync(RootOf(resource) + path, MinimalObjects.Make(resource, NewName()));
    }

    private Task<string> NewPodAsync() => NewObjectAsync(
        $"/api/v1/namespaces/{Namespace}/pods", MinimalObjects.Make(ApiResources.Find("", "v1", "pods")!, "bound" + Guid.NewGuid().ToString("N")));

    private async Task<string> NewObjectAsync(string path, JsonObject value)
    {
        var (code, body) = await SendAsync(HttpMethod.Post, path, value);
        return code == 201 ? (string)body!["metadata"]!["name"]! : "missing-" + code;
    }

    private static string RootOf(ApiResource resource) => (resource.Group.Length == 0 ? "/api/" : "/apis/") + resource.ApiVersion + "/";

    private static string Fill(string path, string name) =>
        path.Replace("{namespace}", Namespace).Replace(Item, name).Replace(Path, "a/b");

    private async Task<(int Code, JsonNode? Body)> SendAsync(
        HttpMethod method, string path, JsonNode? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, contentType);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length > 0 && text[0] == '{' ? JsonNode.Parse(text) : null);
    }
}
