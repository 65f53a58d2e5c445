using System.Security.Cryptography;
using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Authorization.Reviews;
using KubeSharp.ApiServer.Webhooks;
using KubeSharp.Cel;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Authorization.Webhooks;

/// <summary>Asks a webhook by SubjectAccessReview. Answers hold for a while, by question; a failure to answer does not.</summary>
internal sealed partial class WebhookAuthorizer(
    WebhookAuthorizerOptions options, IWebhook webhook, MatchConditionMetrics metrics, TimeProvider time, ILogger<WebhookAuthorizer> logger)
    : IAuthorizer
{
    private const int Capacity = 8192;

    /// <summary>Questions longer than that are not kept: who can choose what is asked for could fill the memory with them.</summary>
    private const int MaxCachedQuestion = 10_000;

    private readonly TimedCache<string, AuthorizationDecision> _answers = new(Capacity, time);

    public async ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken)
    {
        var review = ReviewRequests.Of(attributes);
        if (options.Conditions is { } conditions && WithoutAsking(conditions, review.Spec, cancellationToken) is { } verdict)
        {
            return verdict;
        }

        var question = SubjectAccessReviewJson.Write(review, options.Version);
        var key = Convert.ToBase64String(SHA256.HashData(question));
        if (_answers.TryGet(key, out var known))
        {
            return known;
        }

        try
        {
            var answer = await webhook.AskAsync(question, cancellationToken).ConfigureAwait(false);
            var decision = Read(JsonCodec.Decode<SubjectAccessReview>(answer).Status);
            if (question.Length <= MaxCachedQuestion)
            {
                _answers.Put(key, decision, decision.Allowed ? options.AuthorizedTtl : options.UnauthorizedTtl);
            }

            return decision;
        }
        catch (Exception failure) when (failure is WebhookException or DecodeException)
        {
            return Failed(failure);
        }
    }

    private AuthorizationDecision Failed(Exception failure)
    {
        LogFailed(logger, options.Name, failure.Message);
        var verdict = options.FailurePolicy == WebhookFailurePolicy.Deny ? AuthorizationVerdict.Deny : AuthorizationVerdict.NoOpinion;
        return new AuthorizationDecision(verdict) { Error = failure.Message };
    }

    /// <summary>The decision if the webhook is not meant, or that cannot be told; null if it is to be asked.</summary>
    private AuthorizationDecision? WithoutAsking(MatchConditions conditions, SubjectAccessReviewSpec spec, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var budget = CelLimits.MatchConditions;
        try
        {
            if (conditions.Matches([ReviewExpressions.Of(spec)], ref budget, cancellationToken))
            {
                return null;
            }

            metrics.Excluded(options.Name);
            return new AuthorizationDecision(AuthorizationVerdict.NoOpinion);
        }
        catch (MatchConditionException failure)
        {
            metrics.Failed(options.Name);
            return Failed(failure);
        }
        finally
        {
            metrics.Evaluated(options.Name, time.GetElapsedTime(start));
        }
    }

    private static AuthorizationDecision Read(SubjectAccessReviewStatus status) => status switch
    {
        { Allowed: true, Denied: true } => throw new WebhookException("webhook subject access review returned both allow and deny response"),
        { Denied: true } => new AuthorizationDecision(AuthorizationVerdict.Deny, status.Reason),
        { Allowed: true } => new AuthorizationDecision(AuthorizationVerdict.Allow, status.Reason),
        _ => new AuthorizationDecision(AuthorizationVerdict.NoOpinion, status.Reason),
    };
}
