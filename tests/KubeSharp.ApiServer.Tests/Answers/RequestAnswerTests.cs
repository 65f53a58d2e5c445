using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Answers;

/// <summary>
/// What the server says to requests that are wrong in themselves: broken bodies, patches and options, what is missing or in the way, what is
/// not allowed. The requests are data, in requests.yaml; the messages are upstream's.
/// </summary>
public sealed class RequestAnswerTests(AnswerTests.Server server) : IClassFixture<AnswerTests.Server>
{
    private static readonly (string Path, string Body)[] Setup =
    [
        ("api/v1/namespaces/default/configmaps", """{"metadata":{"name":"a1"},"data":{"a":"b"}}"""),
        ("api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"sa1"}}"""),
        ("api/v1/namespaces/default/pods", """{"metadata":{"name":"pp"},"spec":{"containers":[{"name":"c","image":"i"}]}}"""),
        ("apis/apps/v1/namespaces/default/deployments",
            """{"metadata":{"name":"dd"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}"""),
    ];

    [Fact]
    public async Task EveryRequest_IsAnsweredAsUpstreamDoes()
    {
        foreach (var (path, body) in Setup)
        {
            var (code, answer) = await SecuredServer.SendAsync(server.Client, HttpMethod.Post, path, body);
            Assert.True(code == 201, answer.ToJsonString());
        }

        using var alice = server.ClientOf("alice", "dev");
        var wrong = new StringBuilder();
        var cases = JsonNode.Parse(YamlJson.ToJson(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Answers", "requests.yaml"))))!.AsArray();
        foreach (var test in cases)
        {
            using var request = Request(test!);
            using var response = await ((string?)test!["user"] == "alice" ? alice : server.Client).SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Compare(wrong, test, (int)response.StatusCode, text);
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    private static HttpRequestMessage Request(JsonNode test)
    {
        var line = ((string)test["request"]!).Split(' ', 2);
        var request = new HttpRequestMessage(new HttpMethod(line[0]), line[1].TrimStart('/'));
        request.Headers.TryAddWithoutValidation("Accept", (string?)test["accept"] ?? "application/json");
        if ((string?)test["body"] is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse((string?)test["type"] ?? "application/json");
        }

        return request;
    }

    private static void Compare(StringBuilder wrong, JsonNode test, int code, string text)
    {
        var status = code >= 400 && text.StartsWith('{') ? JsonNode.Parse(text) : null;
        var answer = $"{code} {(string?)status?["reason"]}".TrimEnd();
        var causes = (status?["details"]?["causes"]?.AsArray() ?? [])
            .Select(cause => $"{(string?)cause!["reason"]} {(string?)cause["field"]}".Trim()).Order(StringComparer.Ordinal);
        var expected = (test["causes"]?.AsArray() ?? []).Select(cause => (string)cause!).Order(StringComparer.Ordinal);
        if (answer != test["answer"]!.ToString()
            || !causes.SequenceEqual(expected)
            || ((string?)test["message"] is { } message && message != (string?)status?["message"]))
        {
            wrong.AppendLine($"{test.ToJsonString()}: got {answer} {text}");
        }
    }
}
