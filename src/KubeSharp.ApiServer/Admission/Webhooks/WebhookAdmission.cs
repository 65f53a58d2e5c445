using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Configuration;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>The two plugins that ask webhooks, and what keeps them informed of the configurations.</summary>
internal sealed class WebhookAdmission
{
    /// <exception cref="ApiServer.Configuration.ConfigurationException">A kubeconfig of the configuration cannot be used.</exception>
    public WebhookAdmission(
        CachedObjects objects, ResourceEndpoints endpoints, IAuthorizer authorizer, AdmissionConfiguration configuration, TimeProvider time,
        ILoggerFactory loggerFactory)
    {
        var locator = new ServiceLocator(objects);
        var mutating = new WebhookSource(locator, WebhookCredentials.Load(configuration.MutatingWebhookKubeConfig, time), time);
        var validating = new WebhookSource(locator, WebhookCredentials.Load(configuration.ValidatingWebhookKubeConfig, time), time);
        Feeds =
        [
            objects.Follow<MutatingWebhookConfiguration>(mutating.Changed, mutating.Removed),
            objects.Follow<ValidatingWebhookConfiguration>(validating.Changed, validating.Removed),
        ];
        var calls = new WebhookCalls(
            new AdmissionMatcher(objects, endpoints), new WebhookConditions(new AdmissionValueSource(objects, authorizer)), endpoints,
            new WebhookMetrics(Metrics.DefaultRegistry), time,
            loggerFactory.CreateLogger<WebhookCalls>());
        Mutating = new MutatingAdmissionWebhook(mutating, calls);
        Validating = new ValidatingAdmissionWebhook(validating, calls);
    }

    public MutatingAdmissionWebhook Mutating { get; }

    public ValidatingAdmissionWebhook Validating { get; }

    /// <summary>To be primed before the first request, and run.</summary>
    public IReadOnlyList<ChangeFeed> Feeds { get; }
}
