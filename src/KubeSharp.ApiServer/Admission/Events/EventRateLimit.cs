using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Events;

/// <summary>Off by default: takes no more events a second than its configuration says.</summary>
internal sealed class EventRateLimit : IValidatingAdmissionPlugin
{
    public const string PluginName = "EventRateLimit";

    private readonly EventLimiter[] _limiters;

    public EventRateLimit(IEnumerable<EventRateLimitOptions> limits, TimeProvider time) =>
        _limiters = [.. limits.Select(limit => new EventLimiter(limit, time))];

    public string Name => PluginName;

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Object is Event value && !context.Request.DryRun)
        {
            // Each of them counts the event, whatever the others say.
            string? refusal = null;
            foreach (var limiter in _limiters)
            {
                refusal = limiter.Refuse(context, value) ?? refusal;
            }

            if (refusal is not null)
            {
                throw ApiErrors.TooManyRequests("Too many requests: " + refusal, 0);
            }
        }

        return ValueTask.CompletedTask;
    }
}
