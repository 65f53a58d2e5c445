using System.Text.Json.Nodes;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.Client;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>What an audit log tells of requests to a whole server.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private const string Policy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        rules:
        - level: Metadata
          resources: [{group: "", resources: [secrets]}]
        - level: RequestResponse
          omitManagedFields: true
          resources: [{group: "", resources: [configmaps]}]
        - level: Metadata
          nonResourceURLs: [/version]
        """;

    private readonly SecuredServer _server;
    private string _log = "";

    public AuditTests() => _server = new SecuredServer
    {
        Configure = (options, directory) =>
        {
            _log = Path.Combine(directory, "audit.log");
            File.WriteAllText(Path.Combine(directory, "policy.yaml"), Policy);
            return options with { Audit = new AuditOptions { PolicyFile = Path.Combine(directory, "policy.yaml"), LogPath = _log } };
        },
    };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task Bodies_AreRecordedAtTheirLevel_AndASecretsNever()
    {
        using var admin = _server.ClientOf("admin", "system:masters");
        await SecuredServer.SendAsync(
            admin, HttpMethod.Post, "api/v1/namespaces/default/secrets", """{"metadata":{"name":"s"},"stringData":{"password":"hunter2"}}""");
        await SecuredServer.SendAsync(admin, HttpMethod.Get, "api/v1/namespaces/default/secrets");
        await SecuredServer.SendAsync(
            admin, HttpMethod.Post, "api/v1/namespaces/default/configmaps?fieldManager=me", """{"metadata":{"name":"c"},"data":{"k":"v"}}""");
        Assert.Equal(200, (await SecuredServer.SendAsync(admin, HttpMethod.Get, "api/v1/namespaces/default/configmaps?limit=5")).Code);

        await EventAsync(item => Is(item, "list", "configmaps", "ResponseComplete") && (string?)item["user"]!["username"] == "admin", TestContext.Current.CancellationToken);
        var events = Events("secrets").Concat(Events("configmaps")).Where(item => (string?)item["user"]!["username"] == "admin").ToList();
        Assert.DoesNotContain("hunter2", File.ReadAllText(_log));
        Assert.DoesNotContain("aHVudGVyMg", File.ReadAllText(_log));
        var created = events.Single(item => Is(item, "create", "secrets", "ResponseComplete"));
        Assert.Equal(("Metadata", 201, "s"), ((string)created["level"]!, (int)created["responseStatus"]!["code"]!, (string)created["objectRef"]!["name"]!));
        Assert.Equal("allow", (string)created["annotations"]!["authorization.k8s.io/decision"]!);
        Assert.Null(created["requestObject"]);
        Assert.Equal("127.0.0.1", (string)created["sourceIPs"]![0]!);

        var config = events.Single(item => Is(item, "create", "configmaps", "ResponseComplete"));
        Assert.Equal("v", (string)config["requestObject"]!["data"]!["k"]!);
        Assert.Equal("ConfigMap", (string)config["responseObject"]!["kind"]!);
        Assert.NotNull(config["responseObject"]!["metadata"]!["uid"]);
        Assert.Null(config["responseObject"]!["metadata"]!["managedFields"]);
        Assert.Equal("/api/v1/namespaces/default/configmaps?fieldManager=me", (string)config["requestURI"]!);
        var listed = events.Single(item => Is(item, "list", "configmaps", "ResponseComplete"));
        Assert.Equal("ConfigMapList", (string)listed["responseObject"]!["kind"]!);
        Assert.Single(events, item => Is(item, "create", "configmaps", "RequestReceived"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Refusals_AreRecorded_WithWhoActedAsWhom()
    {
        using var admin = _server.ClientOf("admin", "system:masters");
        admin.DefaultRequestHeaders.Add("Impersonate-User", "jane");
        Assert.Equal(403, (await SecuredServer.SendAsync(admin, HttpMethod.Get, "api/v1/namespaces/default/secrets/x")).Code);
        using var stranger = _server.NewClient();
        stranger.DefaultRequestHeaders.Add("Authorization", "Bearer nonsense");
        Assert.Equal(401, (await SecuredServer.SendAsync(stranger, HttpMethod.Get, "version")).Code);

        var refused = await EventAsync(item => (string?)item["objectRef"]?["name"] == "x" && (string)item["stage"]! == "ResponseComplete", TestContext.Current.CancellationToken);
        Assert.Equal(("admin", "jane"), ((string)refused["user"]!["username"]!, (string)refused["impersonatedUser"]!["username"]!));
        Assert.Equal("forbid", (string)refused["annotations"]!["authorization.k8s.io/decision"]!);
        Assert.Equal((403, "Forbidden"), ((int)refused["responseStatus"]!["code"]!, (string)refused["responseStatus"]!["reason"]!));
        var unknown = await EventAsync(item => (string)item["requestURI"]! == "/version", TestContext.Current.CancellationToken);
        Assert.Equal("Authentication failed, attempted: bearer", (string)unknown["responseStatus"]!["message"]!);
    }

    [Fact(Timeout = 60_000)]
    public async Task ComponentsOfTheProcess_AreRecordedToo()
    {
        var client = new KubeClient(_server.Host.CreateTransport(new UserInfo { Name = "part", Groups = [WellKnownUsers.MastersGroup] }));
        await client.CreateAsync(
            new ConfigMap { Metadata = new ObjectMeta { Namespace = "default", Name = "inner" } }, cancellationToken: TestContext.Current.CancellationToken);
        var created = await EventAsync(item => (string?)item["objectRef"]?["name"] == "inner" && (string)item["stage"]! == "ResponseComplete", TestContext.Current.CancellationToken);
        Assert.Equal(("part", "/api/v1/namespaces/default/configmaps"), ((string)created["user"]!["username"]!, (string)created["requestURI"]!));
        Assert.Equal("inner", (string)created["responseObject"]!["metadata"]!["name"]!);
    }

    [Fact(Timeout = 60_000)]
    public async Task Watches_OfComponents_HaveTheStagesOfOthers()
    {
        var client = new KubeClient(_server.Host.CreateTransport(new UserInfo { Name = "watcher", Groups = [WellKnownUsers.MastersGroup] }));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watching = WatchAsync();
        await EventAsync(item => IsOfWatcher(item, "ResponseStarted"), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        var ended = await EventAsync(item => IsOfWatcher(item, "ResponseComplete"), TestContext.Current.CancellationToken);
        Assert.Equal(("watch", 200), ((string)ended["verb"]!, (int)ended["responseStatus"]!["code"]!));

        async Task WatchAsync()
        {
            await foreach (var _ in client.WatchAsync<ConfigMap>("default", new ListOptions(), stop.Token))
            {
            }
        }

        static bool IsOfWatcher(JsonNode item, string stage) => (string?)item["user"]!["username"] == "watcher" && (string)item["stage"]! == stage;
    }

    [Fact(Timeout = 60_000)]
    public async Task PoliciesSayWhatTheyFound()
    {
        using var admin = _server.ClientOf("admin", "system:masters");
        const string Group = "apis/admissionregistration.k8s.io/v1/";
        await SecuredServer.SendAsync(
            admin, HttpMethod.Post, Group + "validatingadmissionpolicies",
            """
            {"metadata":{"name":"sizes"},"spec":{
              "matchConstraints":{"resourceRules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"]}]},
              "validations":[{"expression":"true"},{"expression":"object.metadata.name.size() < 3"},{"expression":"false"}],
              "auditAnnotations":[{"key":"size","valueExpression":"'has ' + string(object.metadata.name.size())"},{"key":"none","valueExpression":"null"}]}}
            """);
        await SecuredServer.SendAsync(
            admin, HttpMethod.Post, Group + "validatingadmissionpolicybindings",
            """{"metadata":{"name":"all"},"spec":{"policyName":"sizes","validationActions":["Warn","Audit"]}}""");
        JsonNode created;
        var attempt = 0;
        do
        {
            // The policy is in effect a moment after it has been created.
            var name = $"probe{attempt++}";
            await SecuredServer.SendAsync(admin, HttpMethod.Post, "api/v1/namespaces/default/configmaps", $$$"""{"metadata":{"name":"{{{name}}}"}}""");
            created = await EventAsync(
                item => (string?)item["objectRef"]?["name"] == name && Is(item, "create", "configmaps", "ResponseComplete"), TestContext.Current.CancellationToken);
        }
        while (created["annotations"]!["sizes/size"] is null);

        Assert.StartsWith("has ", (string)created["annotations"]!["sizes/size"]!, StringComparison.Ordinal);
        Assert.Null(created["annotations"]!["sizes/none"]);
        Assert.Equal(
            """[{"message":"failed expression: object.metadata.name.size() \u003c 3","policy":"sizes","binding":"all","expressionIndex":1,"validationActions":["Warn","Audit"]}]""",
            (string)created["annotations"]!["validation.policy.admission.k8s.io/validation_failure"]!);
        var metrics = await admin.GetStringAsync("metrics", TestContext.Current.CancellationToken);
        string[] labels = ["policy=\"sizes\"", "policy_binding=\"all\"", "error_type=\"no_error\"", "enforcement_action=\"audit\""];
        Assert.Contains(metrics.Split('\n'), line =>
            line.StartsWith("apiserver_validating_admission_policy_check_total{", StringComparison.Ordinal) && labels.All(line.Contains));
    }

    private static bool Is(JsonNode item, string verb, string resource, string stage) =>
        (string)item["verb"]! == verb && (string)item["objectRef"]!["resource"]! == resource && (string)item["stage"]! == stage;

    /// <summary>The last event of a request may be written after its answer has arrived.</summary>
    private async Task<JsonNode> EventAsync(Func<JsonNode, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Lines().FirstOrDefault(condition) is { } found)
            {
                return found;
            }

            await Task.Delay(10, cancellationToken);
        }
    }

    private IEnumerable<JsonNode> Events(string resource) => Lines().Where(item => (string?)item["objectRef"]?["resource"] == resource);

    private List<JsonNode> Lines()
    {
        using var reader = new StreamReader(new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
