using System.Text;
using KubeSharp.ApiServer.Authorization.Configuration;
using KubeSharp.ApiServer.Authorization.Webhooks;
using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Tests.Authorization.Configuration;

public sealed class AuthorizationConfigurationTests
{
    private const string Webhook =
        "timeout: 3s, authorizedTTL: 1m, unauthorizedTTL: 10s, subjectAccessReviewVersion: v1, failurePolicy: Deny, "
        + "connectionInfo: {type: KubeConfigFile, kubeConfigFile: /etc/hook.conf}";

    [Fact]
    public void Authorizers_AreReadInTheirOrder()
    {
        var read = Parse($"[{{type: Webhook, name: first.test, webhook: {{{Webhook}}}}}, {{type: Node, name: node}}, {{type: RBAC, name: rbac}}]");
        Assert.Equal(["Webhook", "Node", "RBAC"], read.Select(authorizer => authorizer.Type));
        Assert.Equal(
            new WebhookAuthorizerOptions
            {
                Name = "first.test",
                KubeConfigFile = "/etc/hook.conf",
                Timeout = TimeSpan.FromSeconds(3),
                Attempts = 1,
                AuthorizedTtl = TimeSpan.FromMinutes(1),
                UnauthorizedTtl = TimeSpan.FromSeconds(10),
                Version = "v1",
                FailurePolicy = WebhookFailurePolicy.Deny,
            },
            read[0].Webhook);
    }

    [Fact]
    public void CachesThatAreOff_KeepNothing()
    {
        var read = Parse($"[{{type: Webhook, name: a, webhook: {{{Webhook}, cacheAuthorizedRequests: false, cacheUnauthorizedRequests: false}}}}]");
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (read[0].Webhook!.AuthorizedTtl, read[0].Webhook!.UnauthorizedTtl));
    }

    [Theory]
    [InlineData("[]", "at least one authorization mode")]
    [InlineData("[{type: Guess, name: a}]", "Unsupported value: \"Guess\"")]
    [InlineData("[{type: Webhook, name: a}]", "required when type=Webhook")]
    [InlineData("[{type: RBAC, name: a, webhook: {}}]", "may only be specified when type=Webhook")]
    [InlineData("[{type: RBAC, name: a}, {type: RBAC, name: b}]", "Duplicate value")]
    [InlineData("[{type: RBAC, name: A_b}]", "DNS-1123")]
    [InlineData("[{type: Webhook, name: a, webhook: {WEBHOOK, timeout: 31s}}]", "must be <= 30s")]
    [InlineData("[{type: Webhook, name: a, webhook: {WEBHOOK, failurePolicy: Allow}}]", "supported values: \"Deny\", \"NoOpinion\"")]
    [InlineData("[{type: Webhook, name: a, webhook: {WEBHOOK, matchConditions: [{expression: 'true'}]}}]", "authorizers[0].webhook.matchConditionSubjectAccessReviewVersion: Required value: required if match conditions are specified")]
    [InlineData("[{type: Webhook, name: a, webhook: {WEBHOOK, matchConditionSubjectAccessReviewVersion: v1beta1}}]", "Unsupported value: \"v1beta1\": supported values: \"v1\"")]
    [InlineData("[{type: Webhook, name: a, webhook: {WEBHOOK, matchConditionSubjectAccessReviewVersion: v1, matchConditions: [{expression: request.user}]}}]", "authorizers[0].webhook.matchConditions[0].expression: Invalid value: \"request.user\": must evaluate to bool but got string")]
    [InlineData("[{type: Webhook, name: a, webhook: {WEBHOOK, matchConditionSubjectAccessReviewVersion: v1, matchConditions: [{expression: request.resourceAttributes.verbs == 'a'}]}}]", "undefined field 'verbs'")]
    [InlineData("[{type: Webhook, name: a, webhook: {WEBHOOK, matchConditionSubjectAccessReviewVersion: v1, matchConditions: [{expression: 'true'}, {expression: 'true'}]}}]", "authorizers[0].webhook.matchConditions[1].expression: Duplicate value: \"true\"")]
    [InlineData("[{type: Webhook, name: a, webhook: {WEBHOOK, matchConditionSubjectAccessReviewVersion: v1, matchConditions: [{expression: ''}]}}]", "authorizers[0].webhook.matchConditions[0].expression: Required value")]
    [InlineData("[{type: Webhook, name: a, webhook: {WEBHOOK, unknown: 1}}]", "unknown field \"authorizers[0].webhook.unknown\"")]
    public void WhatCannotBeUsed_IsRefused(string authorizers, string reason)
    {
        var own = authorizers.Contains("timeout") ? Webhook.Replace("timeout: 3s, ", "") : Webhook;
        own = authorizers.Contains("failurePolicy") ? own.Replace("failurePolicy: Deny, ", "") : own;
        var failure = Assert.Throws<ConfigurationException>(() => Parse(authorizers.Replace("WEBHOOK", own)));
        Assert.Contains(reason, failure.Message);
    }

    private static IReadOnlyList<ConfiguredAuthorizer> Parse(string authorizers) => AuthorizationConfigurationReader.Parse(
        Encoding.UTF8.GetBytes($"apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers: {authorizers}\n"), "file.yaml");
}
