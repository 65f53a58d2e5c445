using KubeSharp.Api;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authentication.Impersonation;
using KubeSharp.ApiServer.Authorization;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Tests.Authentication.Impersonation;

public sealed class ImpersonatorTests
{
    private static readonly UserInfo Agent = new()
    {
        Name = "system:serviceaccount:kube-system:agent",
        Extra = default(ApiMap<ApiList<string>>).Set("authentication.kubernetes.io/node-name", ["n1"]),
    };

    private readonly Allowed _allowed = [];

    [Fact]
    public async Task WithoutHeaders_NobodyIsAsked()
    {
        var impersonated = await Apply(Agent, []);
        Assert.Same(Agent, impersonated.User);
        Assert.Empty(_allowed.Asked);
    }

    [Fact]
    public async Task UserInfo_TakesTheUserAndTheAction()
    {
        _allowed.Add("impersonate-on:user-info:list pods ");
        _allowed.Add("impersonate:user-info users.authentication.k8s.io jane");
        _allowed.Add("impersonate:user-info groups.authentication.k8s.io dev");
        var impersonated = await Apply(Agent, [("Impersonate-User", "jane"), ("Impersonate-Group", "dev")]);
        Assert.Equal("jane", impersonated.User.Name);
        Assert.Equal(["dev", "system:authenticated"], impersonated.User.Groups);
        Assert.Equal("impersonate:user-info", impersonated.Constraint);
    }

    [Fact]
    public async Task Action_ThatIsNotAllowed_IsForbidden()
    {
        _allowed.Add("impersonate:user-info users.authentication.k8s.io jane");
        var error = await Assert.ThrowsAsync<ApiException>(() => Apply(Agent, [("Impersonate-User", "jane")]));
        Assert.Equal(
            (403, "pods is forbidden: User \"system:serviceaccount:kube-system:agent\" cannot impersonate-on:user-info:list resource \"pods\" "
                + "in API group \"\" in the namespace \"ns\""),
            (error.Status.Code, error.Status.Message));
    }

    [Fact]
    public async Task Legacy_StillDoes_AndSetsNoConstraint()
    {
        _allowed.Add("impersonate users jane");
        var impersonated = await Apply(Agent, [("Impersonate-User", "jane")]);
        Assert.Equal(("jane", ""), (impersonated.User.Name, impersonated.Constraint));
    }

    [Fact]
    public async Task Masters_AreOutOfReach_OfConstrainedImpersonation()
    {
        _allowed.Add("impersonate-on:user-info:list pods ");
        _allowed.Add("impersonate:user-info users.authentication.k8s.io jane");
        _allowed.Add("impersonate:user-info groups.authentication.k8s.io system:masters");
        var error = await Assert.ThrowsAsync<ApiException>(
            () => Apply(Agent, [("Impersonate-User", "jane"), ("Impersonate-Group", "system:masters")]));
        Assert.EndsWith(": impersonating the system:masters group is not allowed", error.Status.Message);
    }

    [Fact]
    public async Task AssociatedNode_IsTheOneOfTheToken()
    {
        _allowed.Add("impersonate-on:associated-node:list pods ");
        _allowed.Add("impersonate:associated-node nodes.authentication.k8s.io *");
        var impersonated = await Apply(Agent, [("Impersonate-User", "system:node:n1")]);
        Assert.Equal(["system:nodes", "system:authenticated"], impersonated.User.Groups);
        Assert.Equal("impersonate:associated-node", impersonated.Constraint);
        await Assert.ThrowsAsync<ApiException>(() => Apply(Agent, [("Impersonate-User", "system:node:n2")]));
    }

    [Fact]
    public async Task ServiceAccount_GetsItsGroups()
    {
        _allowed.Add("impersonate-on:serviceaccount:list pods ");
        _allowed.Add("impersonate:serviceaccount serviceaccounts.authentication.k8s.io app");
        var impersonated = await Apply(Agent, [("Impersonate-User", "system:serviceaccount:ns:app")]);
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:ns", "system:authenticated"], impersonated.User.Groups);
    }

    [Fact]
    public async Task GroupsWithoutAUser_AreABadRequest()
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => Apply(Agent, [("Impersonate-Group", "dev")]));
        Assert.Equal(
            (400, "requested &user.DefaultInfo{Name:\"\", UID:\"\", Groups:[]string{\"dev\"}, Extra:map[string][]string(nil)} "
                + "without impersonating a user name"),
            (error.Status.Code, error.Status.Message));
    }

    [Fact]
    public async Task WithoutTheGate_OnlyTheOldVerbCounts()
    {
        _allowed.Add("impersonate-on:user-info:list pods ");
        _allowed.Add("impersonate:user-info users.authentication.k8s.io jane");
        var error = await Assert.ThrowsAsync<ApiException>(() => Apply(Agent, [("Impersonate-User", "jane")], isConstrained: false));
        Assert.Contains("cannot impersonate resource \"users\" in API group \"\" at the cluster scope", error.Status.Message);
    }

    private async Task<ImpersonatedUser> Apply(UserInfo user, (string Name, string Value)[] headers, bool isConstrained = true)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            dictionary.Append(name, value);
        }

        var request = new AuthorizerAttributes
        {
            User = user,
            Verb = "list",
            IsResourceRequest = true,
            ApiGroup = "",
            ApiVersion = "v1",
            Resource = "pods",
            Subresource = "",
            Namespace = "ns",
            Name = "",
            Path = "/api/v1/namespaces/ns/pods",
            FieldSelector = "",
        };
        return await new Impersonator(_allowed, isConstrained).ApplyAsync(request, dictionary, TestContext.Current.CancellationToken);
    }

    /// <summary>Allows what is listed: verb, resource with its group, and name.</summary>
    private sealed class Allowed : List<string>, IAuthorizer
    {
        public List<string> Asked { get; } = [];

        public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken)
        {
            var resource = attributes.ApiGroup.Length == 0 ? attributes.Resource : $"{attributes.Resource}.{attributes.ApiGroup}";
            var question = $"{attributes.Verb} {resource} {attributes.Name}";
            Asked.Add(question);
            return ValueTask.FromResult(new AuthorizationDecision(Contains(question) ? AuthorizationVerdict.Allow : AuthorizationVerdict.NoOpinion));
        }
    }
}
