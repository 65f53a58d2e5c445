using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Rbac;

/// <summary>Rules, subjects and role references.</summary>
internal static class RbacChecks
{
    public const string Group = "rbac.authorization.k8s.io";

    public static void Rules(ErrorList errors, ApiList<PolicyRule> rules, bool namespaced)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            Rule(errors, FieldPath.Root("rules").Index(i), rules[i], namespaced);
        }
    }

    public static void RoleRef(ErrorList errors, RoleRef role, bool namespaced)
    {
        var path = FieldPath.Root("roleRef");
        if (role.APIGroup != Group)
        {
            errors.NotSupportedText(path.Child("apiGroup"), role.APIGroup, Group);
        }

        if (namespaced)
        {
            FieldChecks.OneOf(errors, path, "kind", role.Kind, "Role", "ClusterRole");
        }
        else
        {
            FieldChecks.OneOf(errors, path, "kind", role.Kind, "ClusterRole");
        }

        if (role.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "");
        }
        else
        {
            ObjectNames.Check(errors, path, "name", role.Name, NameRule.PathSegment);
        }
    }

    public static void Subjects(ErrorList errors, ApiList<Subject> subjects, bool namespaced)
    {
        for (var i = 0; i < subjects.Count; i++)
        {
            Subject(errors, FieldPath.Root("subjects").Index(i), subjects[i], namespaced);
        }
    }

    public static void RoleRefUnchanged(ErrorList errors, RoleRef role, RoleRef old)
    {
        if (role != old)
        {
            errors.Invalid(
                FieldPath.Root("roleRef"),
                ValueText.Struct(
                    ("apiGroup", ErrorList.Quote(role.APIGroup)), ("kind", ErrorList.Quote(role.Kind)), ("name", ErrorList.Quote(role.Name))),
                "cannot change roleRef");
        }
    }

    private static void Rule(ErrorList errors, FieldPath path, PolicyRule rule, bool namespaced)
    {
        if (rule.Verbs.Count == 0)
        {
            errors.Required(path.Child("verbs"), "verbs must contain at least one value");
        }

        if (rule.NonResourceURLs.Count > 0)
        {
            var urls = path.Child("nonResourceURLs");
            if (namespaced)
            {
                errors.InvalidList(urls, rule.NonResourceURLs, "namespaced rules cannot apply to non-resource URLs");
            }

            if (rule.APIGroups.Count + rule.Resources.Count + rule.ResourceNames.Count > 0)
            {
                errors.InvalidList(urls, rule.NonResourceURLs, "rules cannot apply to both regular resources and non-resource URLs");
            }

            return;
        }

        if (rule.APIGroups.Count == 0)
        {
            errors.Required(path.Child("apiGroups"), "resource rules must supply at least one api group");
        }

        if (rule.Resources.Count == 0)
        {
            errors.Required(path.Child("resources"), "resource rules must supply at least one resource");
        }
    }

    private static void Subject(ErrorList errors, FieldPath path, Subject subject, bool namespaced)
    {
        FieldChecks.Required(errors, path, "name", subject.Name);
        switch (subject.Kind)
        {
            case "ServiceAccount":
                if (subject.Name.Length > 0)
                {
                    NameChecks.Dns1123Subdomain(errors, path, "name", subject.Name);
                }

                if (subject.APIGroup.Length > 0)
                {
                    errors.NotSupportedText(path.Child("apiGroup"), subject.APIGroup, "");
                }

                if (!namespaced && subject.Namespace.Length == 0)
                {
                    errors.Required(path.Child("namespace"), "");
                }

                break;
            case "User" or "Group":
                if (subject.APIGroup != Group)
                {
                    errors.NotSupportedText(path.Child("apiGroup"), subject.APIGroup, Group);
                }

                break;
            default:
                errors.NotSupportedText(path.Child("kind"), subject.Kind, "ServiceAccount", "User", "Group");
                break;
        }
    }
}
