using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Tests.Libraries;

public sealed class KubernetesTests
{
    [Theory]
    [InlineData("quantity('1.5Gi').isGreaterThan(quantity('1Gi')) && quantity('1k') == quantity('1000') && quantity('50m').isLessThan(quantity('1'))")]
    [InlineData("quantity('50k').asInteger() == 50000 && quantity('50k').isInteger() && !quantity('9999999999999999999999').isInteger() && !quantity('50m').isInteger()")]
    [InlineData("quantity('500m').asApproximateFloat() == 0.5 && quantity('-1').sign() == -1 && quantity('0').sign() == 0")]
    [InlineData("quantity('50k').add(quantity('20k')) == quantity('70k') && quantity('50k').add(20) == quantity('50020') && quantity('50k').sub(quantity('20k')) == quantity('30k') && quantity('50k').sub(1) == quantity('49999')")]
    [InlineData("quantity('1').compareTo(quantity('2')) == -1 && quantity('1').compareTo(quantity('1')) == 0 && quantity('2').compareTo(quantity('1')) == 1")]
    [InlineData("isQuantity('1Gi') && !isQuantity('abc') && type(quantity('1')) == kubernetes.Quantity")]
    [InlineData("semver('1.2.3').major() == 1 && semver('1.2.3').minor() == 2 && semver('1.2.3').patch() == 3")]
    [InlineData("semver('1.2.3').isLessThan(semver('1.3.0')) && semver('1.2.3').isGreaterThan(semver('1.2.3-alpha')) && semver('1.0.0').compareTo(semver('1.0.0+b')) == 0")]
    [InlineData("semver('1.0.0-alpha.1').isLessThan(semver('1.0.0-alpha.2')) && semver('1.0.0-1').isLessThan(semver('1.0.0-a')) && semver('1.0.0-alpha.9').isLessThan(semver('1.0.0-alpha.10'))")]
    [InlineData("isSemver('1.0.0') && !isSemver('1.0') && !isSemver('v1.0.0') && isSemver('v1.0', true) && semver('v01.2', true) == semver('1.2.0') && !isSemver('01.0.0')")]
    [InlineData("!format.dns1123Label().validate('my-name').hasValue() && format.dns1123Label().validate('My').value().size() == 1")]
    [InlineData("!format.named('dns1123Subdomain').value().validate('a.b').hasValue() && !format.named('unknown').hasValue()")]
    [InlineData("!format.dns1035Label().validate('a1').hasValue() && format.dns1035Label().validate('1a').hasValue() && !format.labelValue().validate('').hasValue()")]
    [InlineData("!format.qualifiedName().validate('example.com/MyName').hasValue() && format.qualifiedName().validate('a/b/c').hasValue() && format.qualifiedName().validate('/a').hasValue()")]
    [InlineData("!format.dns1123LabelPrefix().validate('a-').hasValue() && !format.dns1123SubdomainPrefix().validate('a.b-').hasValue() && !format.dns1035LabelPrefix().validate('a-').hasValue()")]
    [InlineData("!format.uri().validate('https://a').hasValue() && format.uuid().validate('x').hasValue() && !format.byte().validate('YQ==').hasValue() && format.date().validate('2020-13-01').hasValue() && !format.datetime().validate('2020-01-01T00:00:00Z').hasValue()")]
    [InlineData("jsonpatch.escapeKey('a/b~c') == 'a~1b~0c'")]
    public void Functions(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("quantity('50m').asInteger()", "cannot convert value to integer")]
    [InlineData("semver('1')", "No Major.Minor.Patch elements found")]
    public void Failures(string expression, string message) => CelCases.Fails(expression, message);

    [Fact]
    public void TheAuthorizerIsAskedWhatTheChainSays()
    {
        var asked = new RecordingAuthorizer();
        var environment = CelEnvironment.Kubernetes.With(("authorizer", AuthorizerValue.AuthorizerType));
        bool Holds(string expression) => environment.Compile(expression).Evaluate([AuthorizerValue.Of(asked)]).Value.IsTrue;

        Assert.True(Holds("authorizer.group('apps').resource('deployments').subresource('scale').namespace('ns').name('n').check('update').allowed()"));
        Assert.Equal(
            new CelAuthorizationCheck { Group = "apps", Resource = "deployments", Subresource = "scale", Namespace = "ns", Name = "n", Verb = "update" }, asked.Last);
        Assert.True(Holds("authorizer.path('/healthz').check('get').reason() == 'because'"));
        Assert.Equal("/healthz", asked.Last!.Path);
        Assert.True(Holds("!authorizer.serviceAccount('ns', 'sa').group('').resource('pods').check('get').errored()"));
        Assert.Equal(("ns", "sa"), asked.Last.ServiceAccount);
        Assert.True(Holds("authorizer.group('').resource('pods').fieldSelector('a=b').labelSelector('c=d').check('list').error() == ''"));
        Assert.Equal(("a=b", "c=d"), (asked.Last.FieldSelector, asked.Last.LabelSelector));
    }

    [Fact]
    public void ThreeChecksAreTooExpensive()
    {
        var environment = CelEnvironment.Kubernetes.With(("authorizer", AuthorizerValue.AuthorizerType));
        const string Check = "authorizer.path('/x').check('get').allowed()";
        var twice = environment.Compile($"{Check} && {Check}").Evaluate([AuthorizerValue.Of(new RecordingAuthorizer())]);
        Assert.True(twice.Value.IsTrue);
        var thrice = environment.Compile($"{Check} && {Check} && {Check}").Evaluate([AuthorizerValue.Of(new RecordingAuthorizer())]);
        Assert.Equal("operation cancelled: actual cost limit exceeded", thrice.Value.AsError.Message);
    }

    private sealed class RecordingAuthorizer : ICelAuthorizer
    {
        public CelAuthorizationCheck? Last { get; private set; }

        public CelDecision Authorize(CelAuthorizationCheck check)
        {
            Last = check;
            return new CelDecision(true, "because");
        }
    }
}
