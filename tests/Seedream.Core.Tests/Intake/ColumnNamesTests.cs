using Seedream.Core.Intake;

namespace Seedream.Core.Tests.Intake;

public class ColumnNamesTests
{
    [Theory]
    [InlineData("Prompt", "prompt")]
    [InlineData(" max-images ", "max_images")]
    [InlineData("Custom ID", "id")]
    [InlineData("note", null)]
    public void MeaningOf_AnySpelling_IsTheDocumentedName(string name, string? meaning) => Assert.Equal(meaning, ColumnNames.MeaningOf(name));
}
