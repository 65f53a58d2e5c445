using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Node labels that have been replaced.</summary>
internal static class NodeLabelWarnings
{
    public static string? Deprecated(string label) => label switch
    {
        "beta.kubernetes.io/arch" => "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        "beta.kubernetes.io/os" => "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        "failure-domain.beta.kubernetes.io/region" => "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        "failure-domain.beta.kubernetes.io/zone" => "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        "beta.kubernetes.io/instance-type" => "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
        _ => null,
    };

    public static void Affinity(RequestContext context, FieldPath spec, NodeAffinity? affinity)
    {
        if (affinity is null)
        {
            return;
        }

        var path = spec.Child("affinity").Child("nodeAffinity");
        if (affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } required)
        {
            for (var i = 0; i < required.NodeSelectorTerms.Count; i++)
            {
                Term(
                    context,
                    path.Child("requiredDuringSchedulingIgnoredDuringExecution").Child("nodeSelectorTerms").Index(i),
                    required.NodeSelectorTerms[i]);
            }
        }

        var preferred = affinity.PreferredDuringSchedulingIgnoredDuringExecution;
        for (var i = 0; i < preferred.Count; i++)
        {
            Term(context, path.Child("preferredDuringSchedulingIgnoredDuringExecution").Index(i).Child("preference"), preferred[i].Preference);
        }
    }

    private static void Term(RequestContext context, FieldPath path, NodeSelectorTerm term)
    {
        for (var i = 0; i < term.MatchExpressions.Count; i++)
        {
            if (Deprecated(term.MatchExpressions[i].Key) is { } message)
            {
                context.Warn($"{path.Child("matchExpressions").Index(i).Child("key")}: {term.MatchExpressions[i].Key} is {message}");
            }
        }
    }
}
