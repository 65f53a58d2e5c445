using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Answers;

/// <summary>
/// What the server says to good and bad objects of every kind: the code, the reason, and the field of each cause, as upstream says it.
/// The cases are data: a file for each kind in Cases.
/// </summary>
public sealed class AnswerTests(AnswerTests.Server server) : IClassFixture<AnswerTests.Server>
{
    public static TheoryData<string> Kinds => [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Answers", "Cases");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task EveryCase_IsAnsweredAsUpstreamDoes(string kind)
    {
        var wrong = new StringBuilder();
        foreach (var group in Read(kind).GroupBy(test => (test.Method, test.Path, test.Name)))
        {
            var isUpdate = group.Key.Method == "PUT";
            var target = isUpdate ? $"{group.Key.Path}/{group.Key.Name}" : group.Key.Path;
            if (isUpdate)
            {
                var (created, _) = await SecuredServer.SendAsync(server.Client, HttpMethod.Post, group.Key.Path, group.First().Base.ToJsonString());
                Assert.Equal(201, created);
            }

            foreach (var test in group)
            {
                var (code, body) = await SecuredServer.SendAsync(
                    server.Client, new HttpMethod(test.Method), target + "?dryRun=All", test.Body().ToJsonString());
                Compare(wrong, test, code, body);
            }

            if (isUpdate)
            {
                await SecuredServer.SendAsync(server.Client, HttpMethod.Delete, target, """{"gracePeriodSeconds":0}""");
            }
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    private static IEnumerable<AnswerCase> Read(string kind)
    {
        var groups = JsonNode.Parse(YamlJson.ToJson(File.ReadAllBytes(Path.Combine(Folder, kind + ".yaml"))))!.AsArray();
        return groups.SelectMany(group => group!["cases"]!.AsArray().Select(test => new AnswerCase(
            (string)group["method"]!,
            (string)group["path"]!,
            group["object"]!.AsObject(),
            test!["change"]!.AsObject(),
            test["answer"]!.ToString(),
            [.. (test["causes"]?.AsArray() ?? []).Select(cause => (string)cause!).Order(StringComparer.Ordinal)])));
    }

    private static void Compare(StringBuilder wrong, AnswerCase test, int code, JsonNode body)
    {
        var answer = code < 400 ? code.ToString(System.Globalization.CultureInfo.InvariantCulture) : $"{code} {(string?)body["reason"]}".TrimEnd();
        string[] causes = code < 400
            ? []
            : (body["details"]?["causes"]?.AsArray() ?? [])
                .Select(cause => $"{(string?)cause!["reason"]} {(string?)cause["field"]}").Order(StringComparer.Ordinal).ToArray();
        if (answer != test.Answer || !causes.SequenceEqual(test.Causes))
        {
            wrong.AppendLine($"{test}: expected {test.Answer} [{string.Join(", ", test.Causes)}], got {answer} [{string.Join(", ", causes)}]");
        }
    }

    /// <summary>One server for all cases; pods need no service account, which a controller would have to make.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private readonly SecuredServer _server = new() { DisableAdmissionPlugins = ["ServiceAccount"] };

        public HttpClient Client { get; private set; } = null!;

        public HttpClient ClientOf(string user, params string[] groups) => _server.ClientOf(user, groups);

        public async ValueTask InitializeAsync()
        {
            await _server.InitializeAsync();
            Client = _server.ClientOf("admin", "system:masters");
            await SecuredServer.SendAsync(Client, HttpMethod.Post, "api/v1/namespaces", """{"metadata":{"name":"d1"}}""");
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await _server.DisposeAsync();
        }
    }
}
