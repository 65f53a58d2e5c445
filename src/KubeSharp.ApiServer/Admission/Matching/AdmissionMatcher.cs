using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Admission.Matching;

/// <summary>Decides whether a request is one that a webhook or policy is about, and in which version of its resource.</summary>
internal sealed class AdmissionMatcher(IObjectLookup objects, ResourceEndpoints endpoints)
{
    /// <summary>The version of the resource that a rule matches, the request's own if possible; null if the request is not meant.</summary>
    /// <exception cref="ApiException">404: the request is meant if its namespace's labels say so, but there is no such namespace.</exception>
    public async ValueTask<ResourceEndpoint?> MatchAsync(AdmissionContext context, MatchCriteria criteria, CancellationToken cancellationToken)
    {
        if (MatchRules(context, criteria) is not { } endpoint || !MatchesObject(context, criteria.Objects))
        {
            return null;
        }

        return criteria.Namespaces.IsEmpty || await MatchesNamespaceAsync(context, criteria.Namespaces, cancellationToken).ConfigureAwait(false)
            ? endpoint
            : null;
    }

    /// <summary>Requests about these are never shown to webhooks and policies: a broken one could not be repaired.</summary>
    public static bool IsExempt(AdmissionContext context) => context.Resource is
    {
        Group: "admissionregistration.k8s.io",
        Name: "validatingwebhookconfigurations" or "mutatingwebhookconfigurations"
            or "validatingadmissionpolicies" or "validatingadmissionpolicybindings"
            or "mutatingadmissionpolicies" or "mutatingadmissionpolicybindings",
    };

    private ResourceEndpoint? MatchRules(AdmissionContext context, MatchCriteria criteria)
    {
        var resource = context.Resource;
        if (endpoints.Find(resource.Group, resource.Version, resource.Name) is not { } own
            || Find(context, criteria.Exclusions, criteria.Equivalent, own) is not null)
        {
            return null;
        }

        return criteria.Rules.Count == 0 && criteria.MatchesAllWithoutRules ? own : Find(context, criteria.Rules, criteria.Equivalent, own);
    }

    private ResourceEndpoint? Find(AdmissionContext context, IReadOnlyList<ResourceRule> rules, bool equivalent, ResourceEndpoint own)
    {
        foreach (var rule in rules)
        {
            if (rule.Matches(context, own.Resource))
            {
                return own;
            }
        }

        return equivalent ? FindEquivalent(context, rules, endpoints.EquivalentsOf(own)) : null;
    }

    private static ResourceEndpoint? FindEquivalent(
        AdmissionContext context, IReadOnlyList<ResourceRule> rules, IReadOnlyList<ResourceEndpoint> equivalents)
    {
        if (equivalents.Count == 0)
        {
            return null;
        }

        foreach (var rule in rules)
        {
            foreach (var other in equivalents)
            {
                if (rule.Matches(context, other.Resource) && (context.Subresource.Length == 0 || other.HasSubresource(context.Subresource)))
                {
                    return other;
                }
            }
        }

        return null;
    }

    /// <summary>Either the new or the old object has to meet the selector. What has no labels, such as the options of exec, does not.</summary>
    private static bool MatchesObject(AdmissionContext context, LabelMatcher selector) =>
        selector.IsEmpty || Matches(context.Object, selector) || Matches(context.OldObject, selector);

    private static bool Matches(ApiKind? value, LabelMatcher selector) => value is ApiObject { Metadata.Labels: var labels } && selector.Matches(labels);

    /// <summary>A Namespace is judged by its own labels; other objects without a namespace are always meant.</summary>
    private async ValueTask<bool> MatchesNamespaceAsync(AdmissionContext context, LabelMatcher selector, CancellationToken cancellationToken)
    {
        if (context.Resource is { Group: "", Name: "namespaces" })
        {
            if (context is { Object: Namespace value, Operation: AdmissionOperation.Create or AdmissionOperation.Update, Subresource: "" })
            {
                return selector.Matches(value.Metadata.Labels);
            }

            return selector.Matches(await LabelsAsync(context.Name, cancellationToken).ConfigureAwait(false));
        }

        return context.Namespace.Length == 0 || selector.Matches(await LabelsAsync(context.Namespace, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<ApiMap<string>> LabelsAsync(string ns, CancellationToken cancellationToken)
    {
        var found = objects.Get<Namespace>("", ns)
            ?? await objects.GetLatestAsync<Namespace>("", ns, cancellationToken).ConfigureAwait(false)
            ?? throw ApiErrors.NotFound("", "namespaces", ns);
        return found.Metadata.Labels;
    }
}
