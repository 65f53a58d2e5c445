namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>The labels under which a call is counted.</summary>
/// <param name="Webhook">Its name.</param>
/// <param name="Type">admit or validating.</param>
/// <param name="Operation">CREATE, UPDATE, DELETE or CONNECT.</param>
internal readonly record struct WebhookOutcome(string Webhook, string Type, string Operation);
