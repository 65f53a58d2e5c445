using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Tests.Resources;

/// <summary>What FlowSchemas and PriorityLevelConfigurations must be like, in upstream's words.</summary>
public sealed class FlowcontrolTests
{
    private const string GoodRule =
        "{'subjects':[{'kind':'User','user':{'name':'jane'}}],'resourceRules':[{'verbs':['get'],'apiGroups':[''],'resources':['pods'],'namespaces':['*']}]}";

    private static readonly ResourceStrategy Schemas = Find("flowschemas");
    private static readonly ResourceStrategy Levels = Find("prioritylevelconfigurations");

    [Theory]
    [InlineData("'matchingPrecedence':-1", "spec.matchingPrecedence: Invalid value: -1: must be a positive value")]
    [InlineData("'matchingPrecedence':10001", "spec.matchingPrecedence: Invalid value: 10001: must not be greater than 10000")]
    [InlineData("'matchingPrecedence':1", "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1")]
    [InlineData("'priorityLevelConfiguration':{}", "spec.priorityLevelConfiguration.name: Required value: must reference a priority level")]
    [InlineData(
        "'distinguisherMethod':{'type':'ByMood'}",
        "spec.distinguisherMethod.type: Unsupported value: {\"type\":\"ByMood\"}: supported values: \"ByNamespace\", \"ByUser\"")]
    public void Schema_IsChecked(string change, string error) => Assert.Equal(
        [error],
        StrategyRunner.CreateErrors<FlowSchema>(
            Schemas, "{'metadata':{'name':'s'},'spec':{'priorityLevelConfiguration':{'name':'l'},'rules':[" + GoodRule + "]," + change + "}}"));

    [Theory]
    [InlineData("{}", "spec.rules[0].subjects: Required value: subjects must contain at least one value", "spec.rules[0]: Required value: at least one of resourceRules and nonResourceRules has to be non-empty")]
    [InlineData(
        "{'subjects':[{'kind':'User','group':{'name':'g'}}],'nonResourceRules':[{'verbs':['*'],'nonResourceURLs':['*']}]}",
        "spec.rules[0].subjects[0].user: Required value: user is required when subject kind is 'User'",
        "spec.rules[0].subjects[0].group: Forbidden: group is forbidden when subject kind is not 'Group'")]
    [InlineData(
        "{'subjects':[{'kind':'Robot'}],'nonResourceRules':[{'verbs':['*'],'nonResourceURLs':['*']}]}",
        "spec.rules[0].subjects[0].kind: Unsupported value: \"Robot\": supported values: \"Group\", \"ServiceAccount\", \"User\"")]
    [InlineData(
        "{'subjects':[{'kind':'ServiceAccount','serviceAccount':{'name':'','namespace':''}}],'nonResourceRules':[{'verbs':['*'],'nonResourceURLs':['*']}]}",
        "spec.rules[0].subjects[0].serviceAccount.name: Required value",
        "spec.rules[0].subjects[0].serviceAccount.namespace: Required value: must specify namespace for service account")]
    [InlineData(
        "{'subjects':[{'kind':'User','user':{'name':'u'}}],'nonResourceRules':[{'verbs':['*','get'],'nonResourceURLs':['a','/a b','/a//b','/*/a']}]}",
        "spec.rules[0].nonResourceRules[0].verbs: Invalid value: [\"*\",\"get\"]: if '*' is present, must not specify other verbs",
        "spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: \"a\": must start with slash",
        "spec.rules[0].nonResourceRules[0].nonResourceURLs[1]: Invalid value: \"/a b\": must not contain white-space",
        "spec.rules[0].nonResourceRules[0].nonResourceURLs[2]: Invalid value: \"/a//b\": must not contain double slash",
        "spec.rules[0].nonResourceRules[0].nonResourceURLs[3]: Invalid value: \"/*/a\": wildcard can only do suffix matching")]
    [InlineData(
        "{'subjects':[{'kind':'User','user':{'name':'u'}}],'resourceRules':[{'verbs':['look']}]}",
        "spec.rules[0].resourceRules[0].verbs: Unsupported value: [\"look\"]: supported values: \"create\", \"delete\", \"deletecollection\", \"get\", \"list\", \"patch\", \"proxy\", \"update\", \"watch\"",
        "spec.rules[0].resourceRules[0].apiGroups: Required value: resource rules must supply at least one api group",
        "spec.rules[0].resourceRules[0].resources: Required value: resource rules must supply at least one resource",
        "spec.rules[0].resourceRules[0].namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace")]
    public void Rule_IsChecked(string rule, params string[] errors) => Assert.Equal(
        errors,
        StrategyRunner.CreateErrors<FlowSchema>(
            Schemas, "{'metadata':{'name':'s'},'spec':{'priorityLevelConfiguration':{'name':'l'},'rules':[" + rule + "]}}"));

    [Theory]
    [InlineData("'type':'Limited'", "spec.limited: Required value: must not be empty when type is Limited")]
    [InlineData("'type':'Exempt'", "spec.type: Invalid value: \"Exempt\": type must be 'Exempt' if and only if name is 'exempt'")]
    [InlineData("'type':'Wide'", "spec.type: Unsupported value: \"Wide\": supported values: \"Exempt\", \"Limited\"")]
    [InlineData(
        "'type':'Limited','limited':{'nominalConcurrencyShares':-1,'lendablePercent':101,'borrowingLimitPercent':-1,'limitResponse':{'type':'Reject'}}",
        "spec.limited.nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer",
        "spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive",
        "spec.limited.borrowingLimitPercent: Invalid value: -1: if specified, must be a non-negative integer")]
    [InlineData(
        "'type':'Limited','limited':{'limitResponse':{'type':'Queue'}}",
        "spec.limited.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited")]
    [InlineData(
        "'type':'Limited','limited':{'limitResponse':{'type':'Queue','queuing':{'queues':4,'handSize':5,'queueLengthLimit':-1}}}",
        "spec.limited.limitResponse.queuing.queueLengthLimit: Invalid value: -1: must be positive",
        "spec.limited.limitResponse.queuing.handSize: Invalid value: 5: should not be greater than queues (4)")]
    [InlineData(
        "'type':'Limited','limited':{'limitResponse':{'type':'Queue','queuing':{'queues':512,'handSize':8,'queueLengthLimit':1}}}",
        "spec.limited.limitResponse.queuing.handSize: Invalid value: 8: required entropy bits of deckSize 512 and handSize 8 should not be greater than 60")]
    public void Level_IsChecked(string spec, params string[] errors) => Assert.Equal(
        errors, StrategyRunner.CreateErrors<PriorityLevelConfiguration>(Levels, "{'metadata':{'name':'l'},'spec':{" + spec + "}}"));

    [Fact]
    public void Mandatory_StayAsTheyAre()
    {
        var level = StrategyRunner.CreateErrors<PriorityLevelConfiguration>(
            Levels, "{'metadata':{'name':'catch-all'},'spec':{'type':'Limited','limited':{'nominalConcurrencyShares':7,'limitResponse':{'type':'Reject'}}}}");
        Assert.EndsWith("spec of 'catch-all' must equal the fixed value", Assert.Single(level));
        Assert.Empty(StrategyRunner.CreateErrors<PriorityLevelConfiguration>(
            Levels, "{'metadata':{'name':'exempt'},'spec':{'type':'Exempt','exempt':{'nominalConcurrencyShares':10,'lendablePercent':50}}}"));
        var schema = StrategyRunner.CreateErrors<FlowSchema>(
            Schemas, "{'metadata':{'name':'exempt'},'spec':{'matchingPrecedence':1,'priorityLevelConfiguration':{'name':'exempt'},'rules':[" + GoodRule + "]}}");
        Assert.EndsWith("spec of 'exempt' must equal the fixed value", Assert.Single(schema));
    }

    [Fact]
    public void Defaults_AreFilledIn() => Assert.Equal(
        "{'queues':64,'handSize':8,'queueLengthLimit':50}",
        System.Text.Encoding.UTF8.GetString(KubeSharp.Api.JsonCodec.EncodeBare(
            StrategyRunner.Default<PriorityLevelConfiguration>(Levels, "{'metadata':{'name':'l'},'spec':{'type':'Limited','limited':{'limitResponse':{'type':'Queue','queuing':{}}}}}")
                .Spec.Limited!.LimitResponse.Queuing!)).Replace('"', '\''));

    private static ResourceStrategy Find(string resource) =>
        StrategyRunner.All.Find(KubeSharp.Api.ApiResources.Find("flowcontrol.apiserver.k8s.io", "v1", resource)!)!;
}
