using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Restart policies and rules of single containers (KEP-5307).</summary>
internal static class RestartPolicyChecks
{
    private const int MaxRules = 20;
    private const int MaxExitCodes = 255;

    public static void Regular(ErrorList errors, FieldPath path, Container container)
    {
        if (container.RestartPolicy is { } policy)
        {
            FieldChecks.OneOf(errors, path, "restartPolicy", policy, "Always", "Never", "OnFailure");
        }

        Rules(errors, path, container);
    }

    public static void Init(ErrorList errors, FieldPath path, Container container)
    {
        if (container.RestartPolicy is { } policy)
        {
            FieldChecks.OneOf(errors, path, "restartPolicy", policy, "Always", "Never", "OnFailure");
        }

        if (PodContainers.IsSidecar(container) && container.RestartPolicyRules.Count > 0)
        {
            errors.Forbidden(path.Child("restartPolicyRules"), "restartPolicyRules are not allowed for init containers with restart policy Always");
            return;
        }

        Rules(errors, path, container);
    }

    private static void Rules(ErrorList errors, FieldPath container, Container c)
    {
        if (c.RestartPolicyRules.Count == 0)
        {
            return;
        }

        var list = container.Child("restartPolicyRules");
        if (c.RestartPolicy is null)
        {
            errors.Required(container.Child("restartPolicy"), "must specify restartPolicy when restart rules are used");
        }

        if (c.RestartPolicyRules.Count > MaxRules)
        {
            errors.TooMany(list, c.RestartPolicyRules.Count, MaxRules);
        }

        for (var i = 0; i < c.RestartPolicyRules.Count; i++)
        {
            Rule(errors, list.Index(i), c.RestartPolicyRules[i]);
        }
    }

    private static void Rule(ErrorList errors, FieldPath path, ContainerRestartRule rule)
    {
        FieldChecks.RequiredOneOf(errors, path, "action", rule.Action, "Restart", "RestartAllContainers");
        if (rule.ExitCodes is not { } codes)
        {
            errors.Required(path.Child("exitCodes"), "must be specified");
            return;
        }

        var codesPath = path.Child("exitCodes");
        FieldChecks.RequiredOneOf(errors, codesPath, "operator", codes.Operator, "In", "NotIn");
        if (codes.Values.Count == 0)
        {
            errors.Required(codesPath.Child("values"), "must have at least one value");
        }
        else if (codes.Values.Count > MaxExitCodes)
        {
            errors.TooMany(codesPath.Child("values"), codes.Values.Count, MaxExitCodes);
        }
    }
}
