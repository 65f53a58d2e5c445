using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Webhooks;

namespace KubeSharp.ApiServer.Tests.Webhooks;

/// <summary>A webhook that gives the answer it was told to give, and keeps the questions.</summary>
internal sealed class FakeWebhook : IWebhook
{
    public List<JsonNode> Questions { get; } = [];

    /// <summary>Null fails.</summary>
    public string? Answer { get; set; }

    public Task<byte[]> AskAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        Questions.Add(JsonNode.Parse(question.Span)!);
        return Answer is null ? throw new WebhookException("no answer") : Task.FromResult(Encoding.UTF8.GetBytes(Answer));
    }
}
