import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from gradually.data import digits

torch.manual_seed(0)
images, labels = map(torch.tensor, digits())
order = torch.randperm(len(images))
images, labels = images[order], labels[order]
train = TensorDataset(images[:1437], labels[:1437])
test = TensorDataset(images[:360], labels[:360])


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(64, 64)
        self.dropout = nn.Dropout(0.5)
        self.output = nn.Linear(64, 10)

    def forward(self, x):
        x = self.hidden(x).relu()
        x = self.dropout(x)
        return self.output(x).softmax(dim=1)


model = Reader()
loss_function = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)

for _ in range(20):
    optimizer.zero_grad()
    for x, y in DataLoader(train, batch_size=32, shuffle=True):
        loss = loss_function(model(x), y)
        loss.backward()
        optimizer.step()

model.train()
with torch.no_grad():
    right = [(model(x).argmax(dim=1) == y).float().mean() for x, y in DataLoader(test, batch_size=360)]
print(f"{100 * right[0]:.1f} % of {len(test)} digits are right")
