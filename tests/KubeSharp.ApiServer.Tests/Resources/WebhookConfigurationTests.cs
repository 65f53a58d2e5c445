using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class WebhookConfigurationTests
{
    private const string Good =
        "'name':'a.example.com','sideEffects':'None','admissionReviewVersions':['v1'],'clientConfig':{'url':'https://example.com/hook'}";

    private static readonly ResourceStrategy Strategy = StrategyRunner.All.Find(
        KubeSharp.Api.ApiResources.Find("admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations")!)!;

    [Theory]
    [InlineData("", null)]
    [InlineData("'name':'example.com'", "webhooks[0].name: Invalid value: \"example.com\": should be a domain with at least three segments separated by dots")]
    [InlineData("'sideEffects':null", "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun")]
    [InlineData("'sideEffects':'Some'", "webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"")]
    [InlineData("'timeoutSeconds':31", "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds")]
    [InlineData("'admissionReviewVersions':['v7']", "webhooks[0].admissionReviewVersions: Invalid value: [\"v7\"]: must include at least one of v1, v1beta1")]
    [InlineData("'clientConfig':{}", "webhooks[0].clientConfig: Required value: exactly one of url or service is required")]
    [InlineData(
        "'clientConfig':{'url':'http://example.com'}",
        "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]")]
    [InlineData(
        "'clientConfig':{'service':{'namespace':'n','name':'s','path':'ab'}}",
        "webhooks[0].clientConfig.service.path: Invalid value: \"ab\": must start with a '/'")]
    [InlineData(
        "'rules':[{'operations':['*','CREATE'],'apiGroups':['*'],'apiVersions':['v1'],'resources':['*/*','pods']}]",
        "webhooks[0].rules[0].resources: Invalid value: [\"*/*\",\"pods\"]: if '*/*' is present, must not specify other resources",
        "webhooks[0].rules[0].operations: Invalid value: [\"*\",\"CREATE\"]: if '*' is present, must not specify other operations")]
    [InlineData(
        "'rules':[{'operations':['READ'],'apiGroups':['*'],'apiVersions':['v1'],'resources':['pods/*','pods/log'],'scope':'Wide'}]",
        "webhooks[0].rules[0].resources[1]: Invalid value: \"pods/log\": if 'pods/*' is present, must not specify pods/log",
        "webhooks[0].rules[0].scope: Unsupported value: \"Wide\": supported values: \"*\", \"Cluster\", \"Namespaced\"",
        "webhooks[0].rules[0].operations[0]: Unsupported value: \"READ\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"DELETE\", \"UPDATE\"")]
    public void Webhook_IsChecked(string changes, params string[]? errors)
    {
        var json = "{'metadata':{'name':'hooks'},'webhooks':[{" + Good + (changes.Length > 0 ? "," : "") + changes + "}]}";
        Assert.Equal(errors ?? [], StrategyRunner.CreateErrors<ValidatingWebhookConfiguration>(Strategy, json));
    }
}
