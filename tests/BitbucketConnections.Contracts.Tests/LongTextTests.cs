namespace BitbucketConnections.Contracts.Tests;

public sealed class LongTextTests
{
    [Fact]
    public void The_middle_of_a_long_word_is_not_shown()
    {
        var word = new string('a', 99_999) + "b";

        var message = new ServiceException(ServiceErrorKind.InvalidInput, $"The name '{word}' is too long. Specify a shorter name.").Message;

        Assert.Equal($"The name '{new string('a', 199)}…(100,002 characters)…{new string('a', 98)}b' is too long. Specify a shorter name.", message);
        Assert.Equal(message, new ServiceException(ServiceErrorKind.InvalidInput, message).Message);
    }

    [Fact]
    public void Words_that_AWS_accepts_are_shown()
    {
        var message = $"The key '{new string('k', 2000)}' and the text '{string.Join(" ", new string[5000])}' stay.";

        Assert.Equal(message, new ServiceException(ServiceErrorKind.InvalidInput, message).Message);
    }
}
