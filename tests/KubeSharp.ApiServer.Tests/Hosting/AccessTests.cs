using System.Net.Http.Headers;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>Who gets in, who gets what, and what a fresh cluster holds: over HTTPS, against a whole server.</summary>
public sealed class AccessTests(SecuredServer server) : IClassFixture<SecuredServer>
{
    [Fact]
    public async Task Anonymous_SeesTheVersion_ButNoPods()
    {
        using var client = server.NewClient();
        Assert.Equal(200, (await SecuredServer.SendAsync(client, HttpMethod.Get, "version")).Code);
        var (code, body) = await SecuredServer.SendAsync(client, HttpMethod.Get, "api/v1/namespaces/default/pods");
        Assert.Equal(403, code);
        Assert.Equal(
            "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"",
            (string)body["message"]!);
    }

    [Fact]
    public async Task BadToken_IsUnauthorized()
    {
        using var client = server.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense");
        var (code, body) = await SecuredServer.SendAsync(client, HttpMethod.Get, "version");
        Assert.Equal((401, "Unauthorized"), (code, (string)body["message"]!));
    }

    [Fact]
    public async Task FreshCluster_HasTheKubernetesServiceAndItsEndpoints()
    {
        using var admin = Admin();
        var (_, service) = await SecuredServer.SendAsync(admin, HttpMethod.Get, "api/v1/namespaces/default/services/kubernetes");
        Assert.Equal("10.96.0.1", (string)service["spec"]!["clusterIP"]!);
        var (_, endpoints) = await SecuredServer.SendAsync(admin, HttpMethod.Get, "api/v1/namespaces/default/endpoints/kubernetes");
        Assert.Equal("192.0.2.1", (string)endpoints["subsets"]![0]!["addresses"]![0]!["ip"]!);
        var (_, slice) = await SecuredServer.SendAsync(
            admin, HttpMethod.Get, "apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes");
        Assert.Equal("192.0.2.1", (string)slice["endpoints"]![0]!["addresses"]![0]!);
    }

    [Fact]
    public async Task ServiceAccountToken_LogsIn_AndHasWhatItsBindingGives()
    {
        using var admin = Admin();
        await CreateAsync(admin, "api/v1/namespaces", """{"metadata":{"name":"tokens"}}""");
        await CreateAsync(admin, "api/v1/namespaces/tokens/serviceaccounts", """{"metadata":{"name":"app"}}""");
        var request = await CreateAsync(
            admin, "api/v1/namespaces/tokens/serviceaccounts/app/token",
            """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":600}}""");
        using var app = server.NewClient();
        app.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)request["status"]!["token"]!);

        var self = await CreateAsync(app, "apis/authentication.k8s.io/v1/selfsubjectreviews", """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""");
        Assert.Equal("system:serviceaccount:tokens:app", (string)self["status"]!["userInfo"]!["username"]!);
        Assert.Equal(403, (await SecuredServer.SendAsync(app, HttpMethod.Get, "api/v1/namespaces/tokens/configmaps")).Code);

        await CreateAsync(
            admin, "apis/rbac.authorization.k8s.io/v1/namespaces/tokens/rolebindings",
            """
            {"metadata":{"name":"view"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},
             "subjects":[{"kind":"ServiceAccount","name":"app","namespace":"tokens"}]}
            """);
        Assert.True(await Eventually(async () => (await SecuredServer.SendAsync(app, HttpMethod.Get, "api/v1/namespaces/tokens/configmaps")).Code == 200));
        Assert.Equal(403, (await SecuredServer.SendAsync(app, HttpMethod.Get, "api/v1/namespaces/tokens/secrets")).Code);
    }

    [Fact]
    public async Task Escalation_IsRefused()
    {
        using var admin = Admin();
        await CreateAsync(
            admin, "apis/rbac.authorization.k8s.io/v1/clusterroles",
            """{"metadata":{"name":"rolemaker"},"rules":[{"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles"],"verbs":["create"]}]}""");
        await CreateAsync(
            admin, "apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            """
            {"metadata":{"name":"rolemaker"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"rolemaker"},
             "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"maker"}]}
            """);
        using var maker = server.ClientOf("maker");
        var code = 0;
        var message = "";
        Assert.True(await Eventually(async () =>
        {
            (code, var body) = await SecuredServer.SendAsync(
                maker, HttpMethod.Post, "apis/rbac.authorization.k8s.io/v1/clusterroles",
                """{"metadata":{"name":"more"},"rules":[{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}]}""");
            message = (string)body["message"]!;
            return message.Contains("attempting to grant");
        }));
        Assert.Equal(403, code);
        Assert.Equal(
            "clusterroles.rbac.authorization.k8s.io \"more\" is forbidden: user \"maker\" (groups=[\"system:authenticated\"]) is attempting to grant "
            + "RBAC permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\"]}",
            message);
    }

    [Fact]
    public async Task Service_GetsAnAddress_AndItsRecordGoesWithIt()
    {
        using var admin = Admin();
        var service = await CreateAsync(
            admin, "api/v1/namespaces/default/services", """{"metadata":{"name":"web"},"spec":{"type":"NodePort","ports":[{"port":80}]}}""");
        var address = (string)service["spec"]!["clusterIP"]!;
        Assert.StartsWith("10.", address);
        Assert.InRange((int)service["spec"]!["ports"]![0]!["nodePort"]!, 30000, 32767);
        var record = $"apis/networking.k8s.io/v1/ipaddresses/{address}";
        Assert.Equal(200, (await SecuredServer.SendAsync(admin, HttpMethod.Get, record)).Code);
        var (code, body) = await SecuredServer.SendAsync(
            admin, HttpMethod.Post, "api/v1/namespaces/default/services",
            $$$"""{"metadata":{"name":"web2"},"spec":{"clusterIP":"{{{address}}}","ports":[{"port":80}]}}""");
        Assert.Equal(422, code);
        Assert.Contains("provided IP is already allocated", (string)body["message"]!);
    }

    [Fact]
    public async Task Pod_RunsAsTheDefaultAccountWithItsToken()
    {
        using var admin = Admin();
        await CreateAsync(admin, "api/v1/namespaces", """{"metadata":{"name":"pods"}}""");
        await CreateAsync(admin, "api/v1/namespaces/pods/serviceaccounts", """{"metadata":{"name":"default"}}""");
        var pod = await CreateAsync(
            admin, "api/v1/namespaces/pods/pods", """{"metadata":{"name":"a"},"spec":{"containers":[{"name":"a","image":"x"}]}}""");
        Assert.Equal("default", (string)pod["spec"]!["serviceAccountName"]!);
        Assert.Equal(0, (int)pod["spec"]!["priority"]!);
        Assert.StartsWith("kube-api-access-", (string)pod["spec"]!["volumes"]![0]!["name"]!);
        Assert.Equal(2, pod["spec"]!["tolerations"]!.AsArray().Count);

        var node = """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"a"},"target":{"kind":"Node","name":"n1"}}""";
        await CreateAsync(admin, "api/v1/namespaces/pods/pods/a/binding", node);
        Assert.Equal(409, (await SecuredServer.SendAsync(admin, HttpMethod.Post, "api/v1/namespaces/pods/pods/a/binding", node)).Code);

        using var kubelet = server.ClientOf("system:node:n1", "system:nodes");
        Assert.True(await Eventually(async () => (await SecuredServer.SendAsync(kubelet, HttpMethod.Get, "api/v1/namespaces/pods/pods/a")).Code == 200));
        var (code, body) = await SecuredServer.SendAsync(kubelet, HttpMethod.Get, "api/v1/namespaces/pods/secrets/other");
        Assert.Equal(403, code);
        Assert.EndsWith(": no relationship found between node 'n1' and this object", (string)body["message"]!);
    }

    [Fact]
    public async Task IssuerDiscovery_ShowsTheKey()
    {
        using var admin = Admin();
        var (_, jwks) = await SecuredServer.SendAsync(admin, HttpMethod.Get, "openid/v1/jwks");
        Assert.Equal("RS256", (string)jwks["keys"]![0]!["alg"]!);
        var (_, configuration) = await SecuredServer.SendAsync(admin, HttpMethod.Get, ".well-known/openid-configuration");
        Assert.Equal("https://kubernetes.default.svc.cluster.local", (string)configuration["issuer"]!);
        Assert.Matches("^https://192\\.0\\.2\\.1:[0-9]+/openid/v1/jwks$", (string)configuration["jwks_uri"]!);
    }

    private HttpClient Admin() => server.ClientOf("kubernetes-admin", "system:masters");

    private static async Task<System.Text.Json.Nodes.JsonNode> CreateAsync(HttpClient client, string path, string body)
    {
        var (code, created) = await SecuredServer.SendAsync(client, HttpMethod.Post, path, body);
        Assert.True(code == 201, created.ToJsonString());
        return created;
    }

    /// <summary>Policies and pods reach the authorizers through the cache, a moment after the write.</summary>
    private static async Task<bool> Eventually(Func<Task<bool>> condition)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await condition())
            {
                return true;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return false;
    }
}
