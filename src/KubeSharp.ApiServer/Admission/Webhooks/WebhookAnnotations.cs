using System.Globalization;
using System.Text.Json.Nodes;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>What audit events say about webhooks, besides what these say themselves.</summary>
internal static class WebhookAnnotations
{
    /// <summary>Which webhook was asked to mutate, and whether it did.</summary>
    public static void Mutation(AdmissionContext context, Webhook webhook, int index, bool mutated)
    {
        if (context.Request.IsAudited)
        {
            var value = new JsonObject
            {
                ["configuration"] = webhook.Configuration,
                ["webhook"] = webhook.Name,
                ["mutated"] = mutated,
            };
            context.Request.Annotate("mutation.webhook.admission.k8s.io/" + Place(context, index), value.ToJsonString());
        }
    }

    /// <summary>A webhook could not be asked, and the request went on.</summary>
    public static void FailedOpen(AdmissionContext context, Webhook webhook, bool mutating, int index) => context.Request.Annotate(
        $"failed-open.{(mutating ? "mutating" : "validating")}.webhook.admission.k8s.io/" + Place(context, index), webhook.Name);

    private static string Place(AdmissionContext context, int index) => string.Create(
        CultureInfo.InvariantCulture, $"round_{(context.Reinvocation.IsReinvocation ? 1 : 0)}_index_{index}");
}
