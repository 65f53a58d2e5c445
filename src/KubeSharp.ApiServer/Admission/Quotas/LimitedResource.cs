using KubeSharp.Api;
using KubeSharp.Api.Accounting;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Quotas;

/// <summary>What may be used only as far as a quota allows it; nothing, where no quota is about it (configuration of ResourceQuota).</summary>
internal sealed record LimitedResource
{
    public string ApiGroup { get; init; } = "";

    public required string Resource { get; init; }

    /// <summary>Parts of the names of limited uses: <c>requests.storage</c> or <c>.storageclass.storage.k8s.io/</c>.</summary>
    public IReadOnlyList<string> MatchContains { get; init; } = [];

    /// <summary>Objects that need a quota of their scope: <c>PriorityClass In [cluster-services]</c>.</summary>
    public IReadOnlyList<ScopedResourceSelectorRequirement> MatchScopes { get; init; } = [];

    public bool IsAbout(ApiResource resource) => resource.Group == ApiGroup && resource.Name == Resource;

    /// <summary>Which of the uses need a quota.</summary>
    public IEnumerable<string> Limited(IEnumerable<string> uses) =>
        uses.Where(use => MatchContains.Any(part => use.Contains(part, StringComparison.Ordinal)));

    /// <summary>Which of the scopes the object is in.</summary>
    public IEnumerable<ScopedResourceSelectorRequirement> ScopesOf(ApiKind value) =>
        MatchScopes.Where(scope => QuotaScopes.Match(
            new ResourceQuota { Spec = new ResourceQuotaSpec { ScopeSelector = new ScopeSelector { MatchExpressions = [scope] } } }, value));
}
