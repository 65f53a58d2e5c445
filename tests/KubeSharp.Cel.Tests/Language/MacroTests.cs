namespace KubeSharp.Cel.Tests.Language;

public sealed class MacroTests
{
    [Theory]
    [InlineData("has({'a': 1}.a) && !has({'a': 1}.b) && has(m.a)")]
    [InlineData("[1, 2].all(x, x > 0) && ![1, 2].all(x, x > 1) && [].all(x, false)")]
    [InlineData("[1, 2].exists(x, x > 1) && ![1, 2].exists(x, x > 2) && ![].exists(x, true)")]
    [InlineData("[1, 2].exists_one(x, x > 1) && ![1, 2].exists_one(x, x > 0) && [1, 2].existsOne(x, x > 1)")]
    [InlineData("[1, 2].map(x, x * 2) == [2, 4] && [1, 2, 3].map(x, x > 1, x * 2) == [4, 6]")]
    [InlineData("[1, 2, 3].filter(x, x > 1) == [2, 3]")]
    [InlineData("{'a': 1}.all(k, k == 'a') && {'a': 1}.exists(k, k == 'a') && {'a': 1}.map(k, k) == ['a'] && {'a': 1, 'b': 2}.filter(k, k == 'b') == ['b']")]
    [InlineData("[[1, 2], [3]].map(x, x.map(y, y + 1)) == [[2, 3], [4]]")]
    [InlineData("[1, 2].map(x, [3, 4].map(x, x)) == [[3, 4], [3, 4]]")]
    [InlineData("[1, 0].exists(x, 1 / x == 1) && [0, 1].exists(x, 1 / x == 1)")]
    [InlineData("![0, 2].all(x, 4 / x == 1)")]
    [InlineData("[1, 2].all(i, v, v == i + 1) && {'a': 1}.all(k, v, k == 'a' && v == 1)")]
    [InlineData("[1, 2].exists(i, v, i == 1 && v == 2) && {'a': 1}.exists(k, v, v == 1)")]
    [InlineData("[1, 2].existsOne(i, v, v == 2) && [1, 2].exists_one(i, v, v == 2)")]
    [InlineData("[1, 2].transformList(i, v, i * v) == [0, 2] && [1, 2].transformList(i, v, i > 0, v) == [2]")]
    [InlineData("{'a': 1}.transformList(k, v, k + string(v)) == ['a1']")]
    [InlineData("{'a': 1, 'b': 2}.transformMap(k, v, v + 1) == {'a': 2, 'b': 3} && {'a': 1, 'b': 2}.transformMap(k, v, v > 1, v) == {'b': 2}")]
    [InlineData("['x', 'y'].transformMap(i, v, v) == {0: 'x', 1: 'y'}")]
    [InlineData("{'a': 'b'}.transformMapEntry(k, v, {v: k}) == {'b': 'a'} && {'a': 1, 'b': 2}.transformMapEntry(k, v, v > 1, {v: k}) == {2: 'b'}")]
    [InlineData("cel.bind(x, 1 + 1, x * x) == 4 && cel.bind(x, 1, cel.bind(y, 2, x + y)) == 3")]
    [InlineData("cel.bind(x, 1 / 0, true || x > 0)")]
    [InlineData("numbers.map(x, x + 1).filter(x, x > 2).size() == 2 && words.exists(w, w.startsWith('th'))")]
    public void Macros(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("[1, 0].all(x, 1 / x > 0)", "division by zero")]
    [InlineData("[0].map(x, 1 / x)", "division by zero")]
    [InlineData("[0].filter(x, 1 / x > 0)", "division by zero")]
    [InlineData("[0, 1].exists_one(x, 1 / x == 1)", "division by zero")]
    [InlineData("d.all(x, true)", "got 'string', expected iterable type")]
    [InlineData("has(d.x)", "no such overload")]
    [InlineData("{'a': 1, 'b': 1}.transformMapEntry(k, v, {v: k})", "insert failed: key 1 already exists")]
    public void Errors(string expression, string message) => CelCases.Fails(expression, message);

    [Theory]
    [InlineData("{'a': 1}.?a == optional.of(1) && {'a': 1}.?b == optional.none() && m.?a.orValue(0) == 1")]
    [InlineData("{'a': {'b': 1}}.?a.b.value() == 1 && !{'x': {'b': 1}}.?a.b.hasValue() && {'a': {'b': 1}}.?a.?c.orValue(7) == 7")]
    [InlineData("[1][?0] == optional.of(1) && [1][?1] == optional.none() && {'a': 1}[?'a'].hasValue()")]
    [InlineData("{'a': [1]}.?a[0] == optional.of(1) && !{'b': [1]}.?a[0].hasValue() && !{'a': [1]}.?a[?3].hasValue()")]
    [InlineData("optional.of(1).value() == 1 && optional.of(1).hasValue() && !optional.none().hasValue()")]
    [InlineData("optional.none().or(optional.of(1)).value() == 1 && optional.of(2).or(optional.of(1)).value() == 2")]
    [InlineData("optional.none().orValue(1) == 1 && optional.of(2).orValue(1) == 2 && optional.of(1).orValue(1 / 0) == 1")]
    [InlineData("optional.of(1).optMap(x, x + 1) == optional.of(2) && !optional.none().optMap(x, x + 1).hasValue()")]
    [InlineData("optional.of(1).optFlatMap(x, optional.of(x + 1)).value() == 2 && !optional.of({}).optFlatMap(x, x.?a).hasValue()")]
    [InlineData("optional.ofNonZeroValue(0) == optional.none() && optional.ofNonZeroValue('a').hasValue() && !optional.ofNonZeroValue([]).hasValue()")]
    [InlineData("[1, ?optional.of(2), ?optional.none()] == [1, 2] && {?'a': optional.of(1), ?'b': optional.none()} == {'a': 1}")]
    [InlineData("has({'a': {'b': 1}}.?a.b) && !has({'a': {'b': 1}}.?c.b)")]
    [InlineData("[optional.of(1), optional.none()].unwrapOpt() == [1] && optional.unwrap([optional.of(1)]) == [1]")]
    [InlineData("[1, 2].first().value() == 1 && [1, 2].last().value() == 2 && ![].first().hasValue()")]
    public void Optionals(string expression) => CelCases.Holds(expression);

    [Fact]
    public void AnEmptyOptionalHasNoValue() => CelCases.Fails("optional.none().value()", "optional.none() dereference");
}
