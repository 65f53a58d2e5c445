using KubeSharp.Api.Admissionregistration.V1;
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
    public WebhookAdmission(CachedObjects objects, ResourceEndpoints endpoints, IAuthorizer authorizer, TimeProvider time, ILoggerFactory loggerFactory)
    {
        var locator = new ServiceLocator(objects);
        var mutating = new WebhookSource(locator, time);
        var validating = new WebhookSource(locator, time);
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
