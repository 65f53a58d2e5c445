using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;

namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>A PolicyRule in the form that decisions are made on.</summary>
internal sealed class CompiledRule
{
    private const string All = "*";

    private readonly VerbSet _verbs;
    private readonly string[] _groups;
    private readonly bool _allGroups;
    private readonly string[] _names;
    private readonly string[] _urls;

    public CompiledRule(PolicyRule rule)
    {
        Source = rule;
        _verbs = VerbSet.Of(rule.Verbs);
        _groups = [.. rule.APIGroups];
        _allGroups = Array.IndexOf(_groups, All) >= 0;
        Resources = [.. rule.Resources.Select(ResourcePattern.Parse)];
        _names = [.. rule.ResourceNames];
        _urls = [.. rule.NonResourceURLs];
    }

    public PolicyRule Source { get; }

    public ResourcePattern[] Resources { get; }

    public bool HasUrls => _urls.Length > 0;

    public bool AllowsResource(in AuthorizerAttributes attributes) =>
        _verbs.Contains(attributes.Verb) && AllowsGroup(attributes.ApiGroup)
        && AllowsPattern(attributes.Resource, attributes.Subresource) && AllowsName(attributes.Name);

    public bool AllowsUrl(in AuthorizerAttributes attributes)
    {
        if (!_verbs.Contains(attributes.Verb))
        {
            return false;
        }

        foreach (var url in _urls)
        {
            if (url == All || url == attributes.Path
                || (url.EndsWith('*') && attributes.Path.StartsWith(url.AsSpan(0, url.Length - 1), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private bool AllowsGroup(string group) => _allGroups || Array.IndexOf(_groups, group ?? "") >= 0;

    private bool AllowsName(string name) => _names.Length == 0 || Array.IndexOf(_names, name ?? "") >= 0;

    private bool AllowsPattern(string resource, string subresource)
    {
        foreach (var pattern in Resources)
        {
            if (pattern.Matches(resource, subresource ?? ""))
            {
                return true;
            }
        }

        return false;
    }
}
