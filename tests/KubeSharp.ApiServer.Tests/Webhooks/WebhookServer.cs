using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Tests.Webhooks;

/// <summary>A webhook for every path: what it answers is registered, and what it was asked can be looked up.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<JsonNode, JsonNode>> _answers = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<JsonNode>> _asked = new();
    private TlsServer _server = null!;

    public static async Task<WebhookServer> StartAsync()
    {
        var webhooks = new WebhookServer();
        webhooks._server = await TlsServer.StartAsync("webhooks.default.svc", webhooks.AnswerAsync, TestContext.Current.CancellationToken);
        return webhooks;
    }

    public int Port => _server.Port;

    public string CaBundle => Convert.ToBase64String(Encoding.ASCII.GetBytes(_server.CertificatePem));

    /// <summary>Makes the answer to the review at this path: given the request, the whole review that comes back.</summary>
    public void Review(string path, Func<JsonNode, JsonNode> answer) => _answers[path] = answer;

    /// <summary>Answers with this response, which is given its uid.</summary>
    public void Respond(string path, string response) => Review(path, review =>
    {
        var body = JsonNode.Parse(response)!;
        body["uid"] = (string)review["request"]!["uid"]!;
        return new JsonObject { ["apiVersion"] = (string)review["apiVersion"]!, ["kind"] = "AdmissionReview", ["response"] = body };
    });

    /// <summary>Allows everything and changes it.</summary>
    public void Patch(string path, string patch) => Respond(
        path, $$"""{"allowed":true,"patchType":"JSONPatch","patch":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(patch))}}"}""");

    /// <summary>The reviews that came to the path, in order.</summary>
    public IReadOnlyList<JsonNode> Asked(string path) => _asked.TryGetValue(path, out var reviews) ? [.. reviews] : [];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var review = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!;
        review["query"] = http.Request.QueryString.Value;
        _asked.GetOrAdd(path, _ => new ConcurrentQueue<JsonNode>()).Enqueue(review);
        if (!_answers.TryGetValue(path, out var answer))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer(review).ToJsonString());
    }
}
