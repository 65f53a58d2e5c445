using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;
using KubeSharp.Cel.Admission;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>The webhooks of both kinds of configurations.</summary>
internal static class WebhookChecks
{
    private const int LeastNameParts = 3;
    private const int MaxTimeout = 30;
    private const string NoReviewVersion = "must specify one of v1, v1beta1";

    private static readonly FieldPath Webhooks = FieldPath.Root("webhooks");

    public static void Validate(ErrorList errors, ApiList<MutatingWebhook> webhooks)
    {
        var names = new HashSet<string>();
        for (var i = 0; i < webhooks.Count; i++)
        {
            var (path, webhook) = (Webhooks.Index(i), webhooks[i]);
            Name(errors, path, webhook.Name, names);
            Parts(errors, path, webhook.Rules, webhook.FailurePolicy, webhook.MatchPolicy, webhook.SideEffects, webhook.TimeoutSeconds);
            Selectors(errors, path, webhook.NamespaceSelector, webhook.ObjectSelector);
            Client(errors, path.Child("clientConfig"), webhook.ClientConfig);
            if (webhook.ReinvocationPolicy is { } policy)
            {
                FieldChecks.OneOf(errors, path, "reinvocationPolicy", policy, "IfNeeded", "Never");
            }

            WebhookClientChecks.ReviewVersions(errors, path.Child("admissionReviewVersions"), webhook.AdmissionReviewVersions, NoReviewVersion);
            PolicyChecks.Conditions(errors, path.Child("matchConditions"), webhook.MatchConditions, AdmissionEnvironment.WithoutParams);
        }
    }

    public static void Validate(ErrorList errors, ApiList<ValidatingWebhook> webhooks)
    {
        var names = new HashSet<string>();
        for (var i = 0; i < webhooks.Count; i++)
        {
            var (path, webhook) = (Webhooks.Index(i), webhooks[i]);
            Name(errors, path, webhook.Name, names);
            Parts(errors, path, webhook.Rules, webhook.FailurePolicy, webhook.MatchPolicy, webhook.SideEffects, webhook.TimeoutSeconds);
            Selectors(errors, path, webhook.NamespaceSelector, webhook.ObjectSelector);
            Client(errors, path.Child("clientConfig"), webhook.ClientConfig);
            WebhookClientChecks.ReviewVersions(errors, path.Child("admissionReviewVersions"), webhook.AdmissionReviewVersions, NoReviewVersion);
            PolicyChecks.Conditions(errors, path.Child("matchConditions"), webhook.MatchConditions, AdmissionEnvironment.WithoutParams);
        }
    }

    private static void Name(ErrorList errors, FieldPath path, string name, HashSet<string> names)
    {
        if (name.Length == 0)
        {
            errors.Required(path.Child("name"), "");
        }
        else if (!NameRules.IsDns1123Subdomain(name))
        {
            errors.InvalidText(path.Child("name"), name, string.Join(',', NameMessages.Dns1123Subdomain(name)));
        }
        else if (name.Split('.').Length < LeastNameParts)
        {
            errors.InvalidText(path.Child("name"), name, "should be a domain with at least three segments separated by dots");
        }

        if (name.Length > 0 && !names.Add(name))
        {
            errors.DuplicateText(path.Child("name"), name);
        }
    }

    private static void Parts(
        ErrorList errors,
        FieldPath path,
        ApiList<RuleWithOperations> rules,
        string? failurePolicy,
        string? matchPolicy,
        string? sideEffects,
        int? timeout)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            RuleChecks.Validate(errors, path.Child("rules").Index(i), rules[i]);
        }

        if (failurePolicy is not null)
        {
            FieldChecks.OneOf(errors, path, "failurePolicy", failurePolicy, "Fail", "Ignore");
        }

        if (matchPolicy is not null)
        {
            FieldChecks.OneOf(errors, path, "matchPolicy", matchPolicy, "Equivalent", "Exact");
        }

        if (sideEffects is null)
        {
            errors.Required(path.Child("sideEffects"), "must specify one of None, NoneOnDryRun");
        }
        else
        {
            FieldChecks.OneOf(errors, path, "sideEffects", sideEffects, "None", "NoneOnDryRun");
        }

        if (timeout is < 1 or > MaxTimeout)
        {
            errors.InvalidNumber(path.Child("timeoutSeconds"), timeout.Value, $"the timeout value must be between 1 and {MaxTimeout} seconds");
        }
    }

    private static void Selectors(ErrorList errors, FieldPath path, LabelSelector? namespaces, LabelSelector? objects)
    {
        LabelSelectorChecks.Validate(errors, path, "namespaceSelector", namespaces);
        LabelSelectorChecks.Validate(errors, path, "objectSelector", objects);
    }

    private static void Client(ErrorList errors, FieldPath path, WebhookClientConfig config)
    {
        if (config is { URL: null, Service: null } or { URL: not null, Service: not null })
        {
            errors.Required(path, "exactly one of url or service is required");
        }
        else if (config.Service is { } service)
        {
            WebhookClientChecks.Service(errors, path.Child("service"), service.Namespace, service.Name, service.Path, service.Port ?? 443);
        }
        else
        {
            WebhookClientChecks.Url(errors, path.Child("url"), config.URL!);
        }
    }
}
