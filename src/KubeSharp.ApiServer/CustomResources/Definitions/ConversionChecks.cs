using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Admissionregistration;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>spec.conversion. The paths in its errors leave out "webhook", as upstream's do.</summary>
internal static class ConversionChecks
{
    public static void Validate(ErrorList errors, FieldPath path, CustomResourceConversion conversion)
    {
        FieldChecks.RequiredOneOf(errors, path, "strategy", conversion.Strategy, "None", "Webhook");
        var config = path.Child("webhookClientConfig");
        var versions = path.Child("conversionReviewVersions");
        if (conversion.Strategy == "Webhook")
        {
            Client(errors, config, conversion.Webhook?.ClientConfig);
            WebhookClientChecks.ReviewVersions(errors, versions, conversion.Webhook?.ConversionReviewVersions ?? default, "");
            return;
        }

        const string NotSet = "should not be set when strategy is not set to Webhook";
        if (conversion.Webhook?.ClientConfig is not null)
        {
            errors.Forbidden(config, NotSet);
        }

        if (conversion.Webhook is { ConversionReviewVersions.Count: > 0 })
        {
            errors.Forbidden(versions, NotSet);
        }
    }

    private static void Client(ErrorList errors, FieldPath path, WebhookClientConfig? config)
    {
        switch (config)
        {
            case null:
                errors.Required(path, "required when strategy is set to Webhook");
                break;
            case { URL: null, Service: null } or { URL: not null, Service: not null }:
                errors.Required(path, "exactly one of url or service is required");
                break;
            case { Service: { } service }:
                WebhookClientChecks.Service(errors, path.Child("service"), service.Namespace, service.Name, service.Path, service.Port ?? 443);
                break;
            default:
                WebhookClientChecks.Url(errors, path.Child("url"), config.URL!);
                break;
        }
    }
}
