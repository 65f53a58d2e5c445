using KubeSharp.Api;
using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Flowcontrol;

/// <summary>Rules of a FlowSchema. A star stands for all of a kind, and alone.</summary>
internal static class FlowRuleChecks
{
    private const string Any = "*";

    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

    public static void Validate(ErrorList errors, FieldPath path, ResourcePolicyRule rule)
    {
        CheckVerbs(errors, path.Child("verbs"), rule.Verbs);
        NotEmpty(errors, path.Child("apiGroups"), rule.APIGroups, "resource rules must supply at least one api group", "api groups");
        NotEmpty(errors, path.Child("resources"), rule.Resources, "resource rules must supply at least one resource", "resources");
        var namespaces = path.Child("namespaces");
        if (rule.Namespaces.Count == 0 && !rule.ClusterScope)
        {
            errors.Required(namespaces, "resource rules that are not cluster scoped must supply at least one namespace");
        }
        else if (!IsAny(errors, namespaces, rule.Namespaces, "namespaces"))
        {
            for (var i = 0; i < rule.Namespaces.Count; i++)
            {
                NameChecks.Dns1123Label(errors, namespaces.Index(i), null, rule.Namespaces[i]);
            }
        }
    }

    public static void Validate(ErrorList errors, FieldPath path, NonResourcePolicyRule rule)
    {
        CheckVerbs(errors, path.Child("verbs"), rule.Verbs);
        var urls = path.Child("nonResourceURLs");
        if (rule.NonResourceURLs.Count == 0)
        {
            errors.Required(urls, "nonResourceURLs must contain at least one value");
        }
        else if (!IsAny(errors, urls, rule.NonResourceURLs, "non-resource URLs"))
        {
            for (var i = 0; i < rule.NonResourceURLs.Count; i++)
            {
                Url(errors, urls.Index(i), rule.NonResourceURLs[i]);
            }
        }
    }

    private static void CheckVerbs(ErrorList errors, FieldPath path, ApiList<string> verbs)
    {
        if (verbs.Count == 0)
        {
            errors.Required(path, "verbs must contain at least one value");
        }
        else if (!IsAny(errors, path, verbs, "verbs") && verbs.Any(static verb => !Verbs.Contains(verb)))
        {
            errors.NotSupported(path, ValueText.List([.. verbs]), Verbs);
        }
    }

    private static void NotEmpty(ErrorList errors, FieldPath path, ApiList<string> values, string requirement, string words)
    {
        if (values.Count == 0)
        {
            errors.Required(path, requirement);
        }
        else
        {
            IsAny(errors, path, values, words);
        }
    }

    private static bool IsAny(ErrorList errors, FieldPath path, ApiList<string> values, string words)
    {
        if (!values.Contains(Any))
        {
            return false;
        }

        if (values.Count > 1)
        {
            errors.InvalidList(path, [.. values], $"if '*' is present, must not specify other {words}");
        }

        return true;
    }

    private static void Url(ErrorList errors, FieldPath path, string url)
    {
        var problem =
            url.Length == 0 ? "must not be empty"
            : url == "/" ? ""
            : url[0] != '/' ? "must start with slash"
            : url.Contains(' ') ? "must not contain white-space"
            : url.Contains("//", StringComparison.Ordinal) ? "must not contain double slash"
            : url.Count(static letter => letter == '*') is var stars && (stars > 1 || (stars == 1 && !url.EndsWith("/*", StringComparison.Ordinal)))
                ? "wildcard can only do suffix matching"
            : "";
        if (problem.Length > 0)
        {
            errors.InvalidText(path, url, problem);
        }
    }
}
