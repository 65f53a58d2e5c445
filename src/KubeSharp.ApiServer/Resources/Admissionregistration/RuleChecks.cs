using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>The rules of webhooks and policies.</summary>
internal static class RuleChecks
{
    private const string Any = "*";

    public static void Validate(ErrorList errors, FieldPath path, RuleWithOperations rule) =>
        Validate(errors, path, rule.Operations, rule.APIGroups, rule.APIVersions, rule.Resources, rule.Scope);

    public static void Validate(ErrorList errors, FieldPath path, NamedRuleWithOperations rule) =>
        Validate(errors, path, rule.Operations, rule.APIGroups, rule.APIVersions, rule.Resources, rule.Scope);

    private static void Validate(
        ErrorList errors,
        FieldPath path,
        ApiList<string> operations,
        ApiList<string> groups,
        ApiList<string> versions,
        ApiList<string> resources,
        string? scope)
    {
        List(errors, path.Child("apiGroups"), groups, "API groups");
        List(errors, path.Child("apiVersions"), versions, "API versions");
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions[i].Length == 0)
            {
                errors.Required(path.Child("apiVersions").Index(i), "");
            }
        }

        Resources(errors, path.Child("resources"), resources);
        if (scope is not null)
        {
            FieldChecks.OneOf(errors, path, "scope", scope, Any, "Cluster", "Namespaced");
        }

        List(errors, path.Child("operations"), operations, "operations");
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i] is not (Any or "CONNECT" or "CREATE" or "DELETE" or "UPDATE"))
            {
                errors.NotSupportedText(path.Child("operations").Index(i), operations[i], Any, "CONNECT", "CREATE", "DELETE", "UPDATE");
            }
        }
    }

    private static void List(ErrorList errors, FieldPath path, ApiList<string> values, string what)
    {
        if (values.Count == 0)
        {
            errors.Required(path, "");
        }
        else if (values.Count > 1 && values.Contains(Any))
        {
            errors.InvalidList(path, values, $"if '*' is present, must not specify other {what}");
        }
    }

    private static void Resources(ErrorList errors, FieldPath path, ApiList<string> resources)
    {
        if (resources.Count == 0)
        {
            errors.Required(path, "");
        }

        var wholes = new HashSet<string>();
        var everywhere = new HashSet<string>();
        for (var i = 0; i < resources.Count; i++)
        {
            var parts = resources[i].Split('/', 2);
            if (resources[i].Length == 0)
            {
                errors.Required(path.Index(i), "");
            }
            else if (parts.Length == 2)
            {
                Subresource(errors, path.Index(i), resources[i], parts[0], parts[1], wholes, everywhere);
            }
        }

        if (resources.Count > 1 && resources.Contains("*/*"))
        {
            errors.InvalidList(path, resources, "if '*/*' is present, must not specify other resources");
        }

        if (resources.Contains(Any) && resources.Any(static resource => resource != Any && !resource.Contains('/', StringComparison.Ordinal)))
        {
            errors.InvalidList(path, resources, "if '*' is present, must not specify other resources without subresources");
        }
    }

    /// <param name="wholes">The resources of which all subresources have been named.</param>
    /// <param name="everywhere">The subresources that have been named for all resources.</param>
    private static void Subresource(
        ErrorList errors, FieldPath path, string text, string resource, string subresource, HashSet<string> wholes, HashSet<string> everywhere)
    {
        if (wholes.Contains(resource))
        {
            errors.InvalidText(path, text, $"if '{resource}/*' is present, must not specify {text}");
        }

        if (everywhere.Contains(subresource))
        {
            errors.InvalidText(path, text, $"if '*/{subresource}' is present, must not specify {text}");
        }

        if (subresource == Any)
        {
            wholes.Add(resource);
        }

        if (resource == Any)
        {
            everywhere.Add(subresource);
        }
    }
}
