using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;

namespace KubeSharp.ApiServer.Admission.Matching;

/// <summary>One rule of a webhook or policy, ready for use: operations, groups, versions, resources, scope and names.</summary>
internal sealed class ResourceRule
{
    private const string Any = "*";

    private readonly ApiList<string> _operations;
    private readonly ApiList<string> _groups;
    private readonly ApiList<string> _versions;
    private readonly ApiList<string> _names;
    private readonly (string Resource, string Subresource)[] _resources;
    private readonly string _scope;

    private ResourceRule(
        ApiList<string> operations, ApiList<string> groups, ApiList<string> versions, ApiList<string> resources, string? scope, ApiList<string> names)
    {
        (_operations, _groups, _versions, _names, _scope) = (operations, groups, versions, names, scope ?? Any);
        _resources = [.. resources.Select(Split)];
    }

    public static ResourceRule Of(RuleWithOperations rule) =>
        new(rule.Operations, rule.APIGroups, rule.APIVersions, rule.Resources, rule.Scope, default);

    public static ResourceRule Of(NamedRuleWithOperations rule) =>
        new(rule.Operations, rule.APIGroups, rule.APIVersions, rule.Resources, rule.Scope, rule.ResourceNames);

    /// <summary>Whether the request is meant if it is taken for one in this group version of its resource.</summary>
    public bool Matches(AdmissionContext context, ApiResource resource) =>
        MatchesScope(context)
        && Has(_operations, OperationNames.Of(context.Operation))
        && Has(_groups, resource.Group)
        && Has(_versions, resource.Version)
        && MatchesResource(resource.Name, context.Subresource)
        && (_names.Count == 0 || _names.Contains(context.Name));

    private static bool Has(ApiList<string> values, string value)
    {
        foreach (var candidate in values)
        {
            if (candidate == Any || candidate == value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Without a slash only the resource itself is meant.</summary>
    private static (string Resource, string Subresource) Split(string resource)
    {
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (resource, "") : (resource[..slash], resource[(slash + 1)..]);
    }

    /// <summary>A Namespace is no namespaced object, whatever its request says.</summary>
    private bool MatchesScope(AdmissionContext context) => _scope switch
    {
        "Namespaced" => context.Resource.Namespaced,
        "Cluster" => !context.Resource.Namespaced,
        _ => true,
    };

    private bool MatchesResource(string resource, string subresource)
    {
        foreach (var (wanted, wantedSubresource) in _resources)
        {
            if ((wanted == Any || wanted == resource) && (wantedSubresource == Any || wantedSubresource == subresource))
            {
                return true;
            }
        }

        return false;
    }
}
